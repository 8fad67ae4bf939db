using LseMlNet.Tests.Support;

namespace LseMlNet.Tests.RejectAbove;

public sealed class ErrorRateControlTests
{
    private const int Repetitions = 1000, Rows = 3000;
    private const double MaximumErrorRate = 0.1, Confidence = 0.9;

    /// <summary>
    /// Checks the promise on confidences from 0 to 1 whose error rate is known: it falls with the confidence, it is highest for the most
    /// confident rows, or all rows have the same rate, just above the maximum. Repetitions in which the true error rate of the accepted
    /// rows is above the maximum must be no more than the confidence allows.
    /// </summary>
    [Theory, InlineData("falling"), InlineData("overconfident"), InlineData("equal")]
    public void Fit_KnownErrorRates_KeepsTheMaximumAsOftenAsPromised(string kind)
    {
        Func<double, double> errorRate = kind switch
        {
            "falling" => confidence => 0.4 * (1 - confidence),
            "overconfident" => confidence => confidence > 0.9 ? 0.3 : confidence > 0.4 ? 0.02 : 0.5,
            _ => _ => 0.1001,
        };
        int broken = 0, naivelyBroken = 0;
        double accepted = 0;
        for (int seed = 0; seed < Repetitions; seed++)
        {
            (List<double> correct, List<double> wrong) = Draw(new Random(seed), errorRate);
            RejectAboveFit fit = ErrorRateControl.Fit(correct, wrong, MaximumErrorRate, Confidence, 0);
            accepted += (double)fit.RowsAccepted / Rows / Repetitions;
            broken += fit.RowsAccepted > 0 && TrueErrorRate(errorRate, Math.Max(0, fit.Threshold)) > MaximumErrorRate ? 1 : 0;
            naivelyBroken += TrueErrorRate(errorRate, NaiveThreshold(correct, wrong)) > MaximumErrorRate ? 1 : 0;
        }

        Assert.True(Binomial.AtLeast(broken, Repetitions, 1 - Confidence) > 1e-6, $"broken in {broken} of {Repetitions}");
        // The usual method, which chooses the lowest threshold whose error rate in the data is at most the
        // maximum, breaks the promise far more often.
        Assert.True(Binomial.AtLeast(naivelyBroken, Repetitions, 1 - Confidence) < 1e-6, $"naively broken in {naivelyBroken} of {Repetitions}");
        // The best thresholds accept 1/2 and 3/5 of the rows.
        Assert.InRange(accepted, kind == "falling" ? 0.2 : kind == "overconfident" ? 0.35 : 0, kind == "falling" ? 0.5 : kind == "overconfident" ? 0.6 : 0.02);
    }

    [Fact]
    public void Fit_RowsOfReference_EqualsNumPyAndSciPy()
    {
        ReferenceRejection reference = DecisionReference.Read().Rejection;
        var rows = new ConfidentRows(4);
        foreach ((float[] logits, int label) in reference.Logits.Zip(reference.Labels))
        {
            rows.AddRow(Array.ConvertAll(logits, x => (double)x), label);
        }

        foreach (ReferenceRejectionCase expected in reference.Cases)
        {
            RejectAboveFit fit = ErrorRateControl.Fit(rows.Correct, rows.Wrong, expected.MaximumErrorRate, expected.Confidence, 5);
            Assert.Equal((3000, 5), (fit.RowsUsed, fit.RowsLeftOut));
            if (expected.Best is not { } best)
            {
                Assert.Equal((double.NaN, 0, 0), (fit.Threshold, fit.RowsAccepted, fit.ErrorsAccepted));
                Assert.InRange(fit.ErrorRateBound, expected.MaximumErrorRate, 1);
                continue;
            }

            Assert.Equal((best.Accepted, best.Errors), (fit.RowsAccepted, fit.ErrorsAccepted));
            Assert.Equal(best.Bound, fit.ErrorRateBound, 1e-9);
            Assert.True(fit.Threshold == best.Threshold || Math.Abs(fit.Threshold - best.Threshold) < 1e-12);
        }
    }

    [Fact]
    public void Fit_EqualConfidences_AreAcceptedTogether()
    {
        // The upper half ties, so shares of up to half of the rows are not candidates, and the next candidate is all rows above 1.
        List<double> correct = [.. Enumerable.Repeat(2.0, 400), .. Enumerable.Repeat(1.0, 100)], wrong = [.. Enumerable.Repeat(1.0, 300)];
        RejectAboveFit fit = ErrorRateControl.Fit(correct, wrong, 0.1, 0.95, 0);
        Assert.Equal((double.BitIncrement(1), 400, 0), (fit.Threshold, fit.RowsAccepted, fit.ErrorsAccepted));
        Assert.Equal(1 - Math.Pow(0.0005, 1 / 400.0), fit.ErrorRateBound, 1e-12);
    }

    [Fact]
    public void Fit_NoErrors_AcceptsAllRows()
    {
        RejectAboveFit fit = ErrorRateControl.Fit([.. Enumerable.Range(0, 500).Select(i => (double)i)], [], 0.1, 0.95, 0);
        Assert.Equal((double.NegativeInfinity, 500, 0), (fit.Threshold, fit.RowsAccepted, fit.ErrorsAccepted));
    }

    [Theory, InlineData(0.05, 0.95), InlineData(0.5, 0.9), InlineData(0.001, 0.99)]
    public void RowsNeeded_RowsWithoutError_AreJustEnough(double maximum, double confidence)
    {
        int needed = (int)ErrorRateControl.RowsNeeded(maximum, confidence);
        Assert.True(Accepts(needed));
        Assert.False(Accepts(needed - 1));
        Assert.False(double.IsNaN(ErrorRateControl.Fit([], [], maximum, confidence, 0).ErrorRateBound));

        bool Accepts(int rows) => ErrorRateControl.Fit([.. Enumerable.Range(0, rows).Select(i => (double)i)], [], maximum, confidence, 0).RowsAccepted == rows;
    }

    private static (List<double> Correct, List<double> Wrong) Draw(Random random, Func<double, double> errorRate)
    {
        List<double> correct = [], wrong = [];
        for (int i = 0; i < Rows; i++)
        {
            double confidence = random.NextDouble();
            (random.NextDouble() < errorRate(confidence) ? wrong : correct).Add(confidence);
        }

        return (correct, wrong);
    }

    // The mean error rate of confidences from the threshold to 1, by the midpoint rule.
    private static double TrueErrorRate(Func<double, double> errorRate, double threshold)
    {
        const int steps = 2000;
        double width = (1 - threshold) / steps;
        return threshold >= 1 ? 0 : Enumerable.Range(0, steps).Sum(i => errorRate(threshold + (i + 0.5) * width)) / steps;
    }

    private static double NaiveThreshold(List<double> correct, List<double> wrong)
    {
        (double Confidence, bool IsWrong)[] rows = [.. correct.Select(x => (x, false)), .. wrong.Select(x => (x, true))];
        double best = 1;
        int errors = 0, count = 0;
        foreach ((double confidence, bool isWrong) in rows.OrderByDescending(row => row.Confidence))
        {
            errors += isWrong ? 1 : 0;
            count++;
            best = errors <= MaximumErrorRate * count ? confidence : best;
        }

        return best;
    }
}
