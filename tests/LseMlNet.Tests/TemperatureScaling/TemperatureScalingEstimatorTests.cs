using LseMlNet.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.Tests.TemperatureScaling;

/// <summary>The temperature that Fit finds, and its warnings when there is none.</summary>
public sealed class TemperatureScalingEstimatorTests
{
    private const float Excluded = float.NegativeInfinity;

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string> Names => Reference.NamesWithoutWeights;

    [Theory, MemberData(nameof(Names))]
    public void Fit_ReferenceData_FindsReferenceTemperature(string name)
    {
        Reference reference = Reference.Named(name);
        TemperatureScalingTransformer single = Fit(LabelledData.Create(_ml, reference.SingleLogits, reference.Labels));
        TemperatureScalingTransformer wide = Fit(LabelledData.Create(_ml, reference.Logits, reference.Labels));

        Assert.Equal(single.Temperature, wide.Temperature);
        Assert.Equal(reference.Scaling.Temperature, single.Temperature, reference.Scaling.Temperature * 1e-12);
        Assert.Equal(reference.Scaling.Before, single.NegativeLogLikelihoodBefore, reference.Scaling.Before * 1e-13);
        Assert.Equal(reference.Scaling.After, single.NegativeLogLikelihoodAfter, reference.Scaling.After * 1e-13);
        Assert.Equal((reference.Labels.Length, 0), (single.RowsUsed, single.RowsLeftOut));
    }

    [Theory, InlineData(0.01f), InlineData(1f), InlineData(7f), InlineData(5000f)]
    public void Fit_ThreeOfFourCorrect_MakesConfidenceThreeQuarters(float logit)
    {
        TemperatureScalingTransformer transformer = Fit([[logit, 0], [logit, 0], [logit, 0], [logit, 0]], [0, 0, 0, 1]);

        double expected = logit / Math.Log(3);
        Assert.Equal(expected, transformer.Temperature, expected * 1e-12);
        Assert.Equal((3 * Math.Log(4.0 / 3) + Math.Log(4)) / 4, transformer.NegativeLogLikelihoodAfter, 1e-15);
    }

    [Fact]
    public void Fit_RandomDataOfAnyScale_FindsMinimumInFewPasses()
    {
        var random = new Random(61);
        for (int trial = 0; trial < 300; trial++)
        {
            double scale = Math.Pow(10, 7 * random.NextDouble() - 2);
            int classes = random.Next(2, 7), rows = random.Next(8, 60);
            float[][] logits = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, classes).Select(_ => (float)(scale * (random.NextDouble() + random.NextDouble() - 1))).ToArray())];
            // A random share of the labels is correct, and the first label may be wrong, so most data sets have a minimum.
            double share = random.NextDouble();
            int[] labels = [.. logits.Select((row, i) => i > 0 && random.NextDouble() < share ? Array.IndexOf(row, row.Max()) : random.Next(classes))];
            var data = new SyntheticData(rows, classes, i => (logits[i], (uint)labels[i] + 1, 1), cursors: 2);

            TemperatureScalingTransformer transformer = Fit(data);

            double temperature = transformer.Temperature;
            Assert.InRange(data.Passes, 1, 8);
            Assert.True(transformer.NegativeLogLikelihoodAfter <= transformer.NegativeLogLikelihoodBefore * (1 + 1e-14), $"trial {trial}");
            double found = Loss(temperature);
            Assert.Equal(found, transformer.NegativeLogLikelihoodAfter, found * 1e-13);
            foreach (double other in (double[])[temperature * 1.001, temperature / 1.001, temperature * 2, temperature / 2])
            {
                Assert.True(other is < 1e-3 or > 1e6 || found <= Loss(other) * (1 + 1e-14), $"trial {trial}: {temperature} gives " +
                    $"{found}, {other} gives {Loss(other)}");
            }

            double Loss(double t) => logits
                .Select((row, i) => Numerics.Logits.CrossEntropy(Array.ConvertAll(row, x => x / t), labels[i])).Average();
        }
    }

    [Fact]
    public void Fit_AnyOrderAndCursors_FindsTheSameBits()
    {
        float[][] logits = RandomRows.CreateSingle(500, 4, seed: 62);
        var random = new Random(63);
        int[] order = [.. Enumerable.Range(0, logits.Length)];
        (double, double, double)? expected = null;
        foreach (int cursors in (int[])[1, 2, 5])
        {
            TemperatureScalingTransformer transformer = Fit(new SyntheticData(
                logits.Length, 4, i => (logits[order[i]], (uint)(order[i] % 3 == 0 ? 1 + order[i] % 4 : 1 + Top(logits[order[i]])), 1), cursors));
            (double, double, double) actual = (transformer.Temperature, transformer.NegativeLogLikelihoodBefore, transformer.NegativeLogLikelihoodAfter);
            expected ??= actual;
            Assert.Equal(expected, actual);
            random.Shuffle(order);
        }

        static int Top(float[] row) => Array.IndexOf(row, row.Max());
    }

    [Fact]
    public void Fit_AnyNumberOfRows_AllocatesTheSame()
    {
        float[] row = [1, 0];
        Assert.InRange(Allocated(100_000) - Allocated(1_000), -10_000, 10_000);

        long Allocated(int rows)
        {
            // One cursor, which runs on this thread.
            var data = new SyntheticData(rows, 2, i => (row, i % 4 == 0 ? 2u : 1u, 1));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Fit(data);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Fit_LossesBeforeAndAfter_EqualEvaluateLogits()
    {
        Reference reference = Reference.Named("ordinary");
        IDataView data = LabelledData.Create(_ml, reference.Logits, reference.Labels);
        TemperatureScalingTransformer transformer = _ml.Transforms.TemperatureScaling("Logits").Fit(data);

        Assert.Equal(_ml.MulticlassClassification.EvaluateLogits(data).LogLoss, transformer.NegativeLogLikelihoodBefore, 1e-14);
        LogitsMetrics after = _ml.MulticlassClassification.EvaluateLogits(transformer.Transform(data));
        Assert.Equal(after.LogLoss, transformer.NegativeLogLikelihoodAfter, 1e-14);
        Assert.Equal(reference.MicroAccuracy, after.MicroAccuracy, 1e-12);
    }

    [Fact]
    public void Fit_UnusableRows_AreLeftOutCountedAndWarnedAbout()
    {
        List<string> warnings = Warnings.Of(_ml);
        TemperatureScalingTransformer transformer = Fit(
            [[1, 0], [float.NaN, 0], [1, 0], [Excluded, Excluded], [float.PositiveInfinity, 0], [1, 0], [5, 5], [Excluded, 3], [1, 0], [7, Excluded]],
            [0, 0, 0, 0, -1, 0, -1, 0, 1, 0]);

        // A row that excludes all other classes is correct at any temperature.
        Assert.Equal(1 / Math.Log(3), transformer.Temperature, 1e-12);
        Assert.Equal((5, 5), (transformer.RowsUsed, transformer.RowsLeftOut));
        Assert.Equal(
            ["TemperatureScaling: 5 of 10 rows are left out: 3 without a softmax (NaN, +∞ or only −∞), 1 without a label, 1 whose label " +
                "is a class excluded by a logit of −∞."],
            warnings);
    }

    [Fact]
    public void Fit_EveryRowCorrect_ReturnsMinimum()
    {
        List<string> warnings = Warnings.Of(_ml);
        TemperatureScalingTransformer transformer = Fit([[3, 1], [0, 2], [1, 1]], [0, 1, 1]);
        Assert.Equal(1e-3, transformer.Temperature);
        Assert.Equal(Math.Log(2) / 3, transformer.NegativeLogLikelihoodAfter, 1e-15);
        Assert.Equal(
            ["TemperatureScaling: every label is the most likely class, so the loss keeps falling as T approaches 0; T is set to the " +
                "minimum, 0.001. Fit on more data that the model was not trained on."],
            warnings);
    }

    [Fact]
    public void Fit_UninformativeLogits_ReturnsMaximum()
    {
        List<string> warnings = Warnings.Of(_ml);
        TemperatureScalingTransformer transformer = Fit([[3, 0], [3, 0], [0, 1], [3, 0]], [0, 1, 0, 1]);
        Assert.Equal(1e6, transformer.Temperature);
        Assert.Equal(Math.Log(2), transformer.NegativeLogLikelihoodAfter, 1e-5);
        Assert.Equal(
            ["TemperatureScaling: the logits say nothing about the labels, so the loss keeps falling as T grows; T is set to the " +
                "maximum, 1000000. Check that the label keys are in the order of the logits."],
            warnings);
    }

    [Fact]
    public void Fit_RowsWithoutPreference_ReturnsOne()
    {
        List<string> warnings = Warnings.Of(_ml);
        TemperatureScalingTransformer transformer = Fit([[3, 3], [1, 1], [0, Excluded]], [0, 1, 0]);
        Assert.Equal((1, transformer.NegativeLogLikelihoodBefore), (transformer.Temperature, transformer.NegativeLogLikelihoodAfter));
        Assert.Equal(
            ["TemperatureScaling: no row prefers any class, so every temperature gives the same loss; T is 1. Check that the column " +
                "holds logits."], warnings);
    }

    [Theory]
    [InlineData(0.1, 0.5, 0.5, "the best temperature is above 0.5")]
    [InlineData(2.0, 5.0, 2.0, "the best temperature is below 2")]
    [InlineData(0.1, 5.0, 0.9102392266268373, null)]
    public void Fit_OtherBounds_StaysWithinThem(double minimum, double maximum, double expected, string? warning)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LabelledData.Create<float>(_ml, [[3, 2], [3, 2], [3, 2], [3, 2]], [0, 0, 0, 1]);
        TemperatureScalingTransformer transformer = _ml.Transforms.TemperatureScaling(
            new TemperatureScalingOptions { OutputColumnName = "Logits", MinimumTemperature = minimum, MaximumTemperature = maximum }).Fit(data);

        Assert.Equal(expected, transformer.Temperature, 1e-12);
        string[] expectedWarnings = warning is null ? [] : [$"TemperatureScaling: {warning}; T is set to that bound. To allow it, " +
            "change the bound in TemperatureScalingOptions."];
        Assert.Equal(expectedWarnings, warnings);
    }

    [Theory, InlineData(0, 0), InlineData(1, 0), InlineData(1, 2)]
    public void Fit_FewerThanTwoRows_Throws(int good, int bad)
    {
        var data = new SyntheticData(good + bad, 2, i => i < good ? ([1, 0], 1, 1) : ([1, 0], 0, 1));
        var error = Assert.Throws<InvalidOperationException>(() => Fit(data));
        Assert.Equal(
            $"TemperatureScaling: {good} of {good + bad} rows can be used; expected at least 2, and a few hundred for a reliable " +
            "temperature. Left out: 0 without a softmax " +
            $"(NaN, +∞ or only −∞), {bad} without a label, 0 whose label is a class excluded by a logit of −∞. Fit on labelled data " +
            "that the model was not trained on.",
            error.Message);
    }

    [Fact]
    public void Fit_RowsOfDifferentLengths_UsesEach()
    {
        IDataView data = LabelledData.Create<float>(
            _ml, [LogitsData.Dense<float>([1, 0]), LogitsData.Dense<float>([1, 0, Excluded]), LogitsData.Dense<float>([]), LogitsData.Dense<float>([0, 1, Excluded, Excluded]), LogitsData.Sparse<float>([1, 0])],
            [0, 0, 3, 1, 1], null, shape: null);
        TemperatureScalingTransformer transformer = Fit(data);
        Assert.Equal(1 / Math.Log(3), transformer.Temperature, 1e-12);
        Assert.Equal((4, 1), (transformer.RowsUsed, transformer.RowsLeftOut));
    }

    private TemperatureScalingTransformer Fit(float[][] logits, int[] labels) => Fit(LabelledData.Create(_ml, logits, labels));

    private TemperatureScalingTransformer Fit(IDataView data) => _ml.Transforms.TemperatureScaling("Calibrated", "Logits").Fit(data);
}
