namespace LseMlNet.Tests.PredictionSet;

public sealed class RowHashTests
{
    [Fact]
    public void ToUnitInterval_ManyRows_IsUniform()
    {
        // Rows that differ in one digit of one logit, as neighboring pixels might.
        const int rows = 20_000, bins = 20;
        int[] counts = new int[bins];
        for (int i = 0; i < rows; i++)
        {
            double value = RowHash.ToUnitInterval([1, i / 1024.0, -2]);
            Assert.InRange(value, double.BitIncrement(0), 1);
            counts[Math.Min(bins - 1, (int)(value * bins))]++;
        }

        // χ² with 19 degrees of freedom exceeds 43.8 with a probability of .001.
        Assert.InRange(counts.Sum(count => Math.Pow(count - rows / (double)bins, 2) / (rows / (double)bins)), 0, 43.8);
    }

    [Fact]
    public void ToUnitInterval_OrderAndSignOfZero_OnlyOrderMatters()
    {
        Assert.NotEqual(RowHash.ToUnitInterval([1, 2]), RowHash.ToUnitInterval([2, 1]));
        Assert.NotEqual(RowHash.ToUnitInterval([1, 2]), RowHash.ToUnitInterval([1, 2, 0]));
        Assert.Equal(RowHash.ToUnitInterval([0.0, 1]), RowHash.ToUnitInterval([-0.0, 1]));
    }
}
