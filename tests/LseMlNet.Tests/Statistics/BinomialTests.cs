using LseMlNet.Tests.Support;

namespace LseMlNet.Tests.Statistics;

public sealed class BinomialTests
{
    [Fact]
    public void Tails_ManySizes_EqualMpmath()
    {
        foreach (ReferenceTail tail in DecisionReference.Read().Tails)
        {
            AssertNear(tail.AtMost, Binomial.AtMost(tail.Successes, tail.Trials, tail.Probability), 1e-12);
            AssertNear(1 - tail.AtMost, Binomial.AtLeast(tail.Successes + 1, tail.Trials, tail.Probability), 1e-11);
        }
    }

    [Fact]
    public void Bounds_ManySizes_EqualMpmath()
    {
        foreach (ReferenceBound bound in DecisionReference.Read().Bounds)
        {
            AssertNear(bound.Upper, Binomial.UpperBound(bound.Successes, bound.Trials, bound.Level), 1e-13);
            AssertNear(bound.Lower, Binomial.LowerBound(bound.Successes, bound.Trials, bound.Level), 1e-12);
        }
    }

    [Fact]
    public void AtMost_SmallNumbers_IsSumOfProbabilities()
    {
        foreach (int trials in (int[])[1, 2, 7, 16, 40])
        {
            foreach (double p in (double[])[0.01, 0.3, 0.5, 0.77, 0.99])
            {
                double sum = 0, choose = 1;
                for (int k = 0; k < trials; k++)
                {
                    sum += choose * Math.Pow(p, k) * Math.Pow(1 - p, trials - k);
                    choose = choose * (trials - k) / (k + 1);
                    AssertNear(sum, Binomial.AtMost(k, trials, p), 1e-12);
                    AssertNear(1, Binomial.AtMost(k, trials, p) + Binomial.AtLeast(k + 1, trials, p), 1e-14);
                }
            }
        }
    }

    [Fact]
    public void Tails_ImpossibleAndCertain_AreZeroAndOne()
    {
        Assert.Equal((0, 1, 1, 0), (Binomial.AtMost(-1, 5, 0.3), Binomial.AtMost(5, 5, 0.3), Binomial.AtLeast(0, 5, 0.3), Binomial.AtLeast(6, 5, 0.3)));
        Assert.Equal((1, 0, 0, 1), (Binomial.AtMost(2, 5, 0), Binomial.AtMost(2, 5, 1), Binomial.AtLeast(2, 5, 0), Binomial.AtLeast(2, 5, 1)));
    }

    [Fact]
    public void Bounds_NoneOrAll_AreZeroAndOne()
    {
        Assert.Equal((0, 1), (Binomial.LowerBound(0, 7, 0.05), Binomial.UpperBound(7, 7, 0.05)));
        Assert.Equal((0, 1), (Binomial.LowerBound(0, 0, 0.05), Binomial.UpperBound(0, 0, 0.05)));
    }

    [Fact]
    public void UpperBound_NextSmallerNumber_DoesNotKeepTheLevel()
    {
        double bound = Binomial.UpperBound(3, 50, 0.05);
        Assert.True(Binomial.AtMost(3, 50, bound) <= 0.05);
        Assert.True(Binomial.AtMost(3, 50, double.BitDecrement(bound)) > 0.05);
        double lower = Binomial.LowerBound(3, 50, 0.05);
        Assert.True(Binomial.AtLeast(3, 50, lower) <= 0.05);
        Assert.True(Binomial.AtLeast(3, 50, double.BitIncrement(lower)) > 0.05);
    }

    private static void AssertNear(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"expected {expected:R}, found {actual:R}");
}
