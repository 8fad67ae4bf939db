using System.Numerics;

namespace LseMlNet.Numerics.Tests;

public sealed class MarginSingleTests : MarginTests<float>;

public sealed class MarginDoubleTests : MarginTests<double>;

public abstract class MarginTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Margin_AnyRow_IsTheDifferenceOfTheTwoLargest()
    {
        foreach (T[] row in Decide<T>.Rows().Where(row => row.Length > 1))
        {
            T[] sorted = [.. row.OrderDescending()];
            Assert.Equal(sorted[0] - sorted[1], Decide<T>.Margin(row));
        }
    }

    [Theory]
    [InlineData(new double[] { 5, 2 }, 3)]
    [InlineData(new double[] { 2, 5 }, 3)]
    [InlineData(new double[] { 4, 1, 4 }, 0)]
    [InlineData(new double[] { 0, 0 }, 0)]
    [InlineData(new double[] { double.NegativeInfinity, 2, double.NegativeInfinity, -5 }, 7)]
    [InlineData(new double[] { 3 }, double.PositiveInfinity)]
    [InlineData(new double[] { double.NegativeInfinity, 3, double.NegativeInfinity }, double.PositiveInfinity)]
    [InlineData(new double[0], double.NaN)]
    [InlineData(new double[] { double.NegativeInfinity, double.NegativeInfinity }, double.NaN)]
    [InlineData(new double[] { 1, double.PositiveInfinity }, double.NaN)]
    public void Margin_KnownRow_IsExact(double[] logits, double expected) =>
        Assert.Equal(T.CreateTruncating(expected), Decide<T>.Margin(Values.Of<T>(logits)));

    [Fact]
    public void Margin_DifferenceBeyondTheRange_IsInfinite()
    {
        T largest = T.BitDecrement(T.PositiveInfinity);
        Assert.Equal(T.PositiveInfinity, Decide<T>.Margin([largest, -largest]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Margin_BadElementAnywhere_IsNaN(double bad)
    {
        for (int length = 1; length < 40; length++)
        {
            for (int at = 0; at < length; at++)
            {
                T[] row = Values.Normal<T>(length, length, 10);
                row[at] = T.CreateTruncating(bad);
                Assert.True(T.IsNaN(Decide<T>.Margin(row)), $"length {length}, element {at}");
            }
        }
    }
}
