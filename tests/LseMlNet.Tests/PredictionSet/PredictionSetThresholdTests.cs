using System.Numerics;

namespace LseMlNet.Tests.PredictionSet;

public sealed class PredictionSetThresholdTests
{
    [Theory]
    [InlineData(19, 0.9, 18)]
    [InlineData(9, 0.7, 7)]
    [InlineData(9, 0.1, 1)]
    [InlineData(99, 0.95, 95)]
    [InlineData(999, 0.99, 990)]
    [InlineData(9, 0.9, 9)]
    [InlineData(8, 0.9, 9)]
    [InlineData(0, 0.5, 1)]
    [InlineData(2_000_000_000, 0.9999999999999999, 2_000_000_001)]
    [InlineData(1000, 1e-300, 1)]
    public void RankOf_KnownCase_IsExact(int rows, double coverage, long rank) => Assert.Equal(rank, PredictionSetThreshold.RankOf(coverage, rows));

    [Fact]
    public void RankOf_EveryPercentageAndPermille_EqualsWholeNumberArithmetic()
    {
        for (int rows = 0; rows <= 1200; rows++)
        {
            for (int permille = 1; permille < 1000; permille++)
            {
                BigInteger product = new BigInteger(rows + 1) * permille;
                Assert.Equal((long)((product + 999) / 1000), PredictionSetThreshold.RankOf(permille / 1000.0, rows));
            }
        }
    }

    [Fact]
    public void RowsNeeded_EveryPercentage_IsTheFewestRowsThatAreEnough()
    {
        Assert.Equal(9, PredictionSetThreshold.RowsNeeded(0.9));
        for (int percent = 1; percent < 100; percent++)
        {
            double coverage = percent / 100.0;
            int needed = (int)PredictionSetThreshold.RowsNeeded(coverage);
            Assert.True(PredictionSetThreshold.RankOf(coverage, needed) <= needed);
            Assert.True(PredictionSetThreshold.RankOf(coverage, needed - 1) > needed - 1);
        }
    }

    [Fact]
    public void Of_UnsortedScores_IsOrderStatistic()
    {
        PredictionSetThreshold threshold = PredictionSetThreshold.Of([5, 1, 4, 2, 3, 9, 8, 7, 6], 0.7);
        Assert.Equal((7, 7, 9, 0.7), (threshold.Value, threshold.Rank, threshold.RowsUsed, threshold.PromisedCoverage));
    }

    [Fact]
    public void Of_TooFewScores_IsInfinity()
    {
        PredictionSetThreshold threshold = PredictionSetThreshold.Of([1, 2, 3, 4, 5, 6, 7, 8], 0.9);
        Assert.Equal((double.PositiveInfinity, 9, 8, 1), (threshold.Value, threshold.Rank, threshold.RowsUsed, threshold.PromisedCoverage));
    }
}
