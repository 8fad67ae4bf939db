namespace LseMlNet.Tests.Metrics.Rankings;

public sealed class LogOddsTests
{
    [Theory]
    [InlineData(new[] { 1.0, 3 }, 1, 2)]
    [InlineData(new[] { 0.0, 0 }, 0, 0)]
    [InlineData(new[] { 0.0, 0, 0, 0, 0 }, 0, -1.3862943611198906)]
    [InlineData(new[] { 1e6, 0, 0 }, 0, 999_999.30685281944)]
    [InlineData(new[] { 100_000.1, 100_000 }, 0, 0.10000000000582077)]
    [InlineData(new[] { double.NegativeInfinity, 2 }, 1, double.PositiveInfinity)]
    public void OfMostLikely_KnownRow_IsLogOdds(double[] logits, int top, double expected)
    {
        double found = LogOdds.OfMostLikely(logits, top, new double[logits.Length]);
        Assert.True(found == expected || Math.Abs(found - expected) <= 1e-15 * Math.Abs(expected), $"{found:R}");
    }

    [Fact]
    public void OfMostLikely_RandomRows_IsLogOfProbabilityOverTheRest()
    {
        double[] probabilities = new double[5];
        foreach (double[] row in Support.RandomRows.Create(300, 5, seed: 91))
        {
            int top = Numerics.Logits.ArgMax(row);
            Numerics.Logits.Softmax(row, probabilities);
            double rest = probabilities.Where((_, i) => i != top).Sum();
            if (rest > 1e-300)
            {
                Assert.Equal(Math.Log(probabilities[top] / rest), LogOdds.OfMostLikely(row, top, new double[5]), 1e-10);
            }
        }
    }
}
