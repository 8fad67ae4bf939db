using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>The logarithms alone: where one goes wrong, a row that happens to have such a sum is off by hundreds.</summary>
public sealed class LogarithmTests
{
    [Fact]
    public void FastLogarithm_EveryExponentAndTableEntry_IsTheLogarithm()
    {
        // Sums of floats are between 2^-120 and 2^100.
        for (double x = Math.ScaleB(1, -130); x < Math.ScaleB(1, 130); x *= 1.0013)
        {
            Assert.InRange(FastLogarithm.Of(x) - Math.Log(x), -1.5e-11, 1.5e-11);
        }
    }

    [Fact]
    public void FastLogarithm_BesideRootsOfPowersOfTwo_IsTheLogarithm()
    {
        for (int exponent = -60; exponent <= 60; exponent++)
        {
            double root = Math.ScaleB(Math.Sqrt(0.5), exponent);
            foreach (double x in new[] { Math.BitDecrement(root), root, Math.BitIncrement(root) })
            {
                Assert.InRange(FastLogarithm.Of(x) - Math.Log(x), -1.5e-11, 1.5e-11);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void FastLogarithm_NotFinite_IsNaN(double x) => Assert.True(double.IsNaN(FastLogarithm.Of(x)));

    [Fact]
    public void OnePlus_EveryMagnitude_IsTheLogarithm()
    {
        for (double x = Math.ScaleB(1, -90); x < Math.ScaleB(1, 130); x *= 1.0013)
        {
            // By the series where 1 + x would lose digits.
            double expected = x < 1e-5 ? x * (1 - x / 2 + x * x / 3) : Math.Log(1 + x);
            Assert.InRange(Logarithm.OnePlus(x) / expected - 1, -4e-11, 4e-11);
        }

        Assert.Equal(0, Logarithm.OnePlus(0));
        Assert.True(double.IsNaN(Logarithm.OnePlus(double.NaN)));
    }
}
