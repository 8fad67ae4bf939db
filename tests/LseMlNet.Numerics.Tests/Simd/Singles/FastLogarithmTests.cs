using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>
/// The logarithm on its own. An error in one table entry would affect only the rows whose sum uses that entry, but by hundreds of ulp.
/// </summary>
public sealed class FastLogarithmTests
{
    [Fact]
    public void Of_EveryExponentAndTableEntry_IsTheLogarithm()
    {
        // The sums of floats are between 2^-120 and 2^100.
        for (double x = Math.ScaleB(1, -130); x < Math.ScaleB(1, 130); x *= 1.0013)
        {
            Assert.InRange(FastLogarithm.Of(x) - Math.Log(x), -1.5e-11, 1.5e-11);
        }
    }

    [Fact]
    public void Of_NextToRootsOfPowersOfTwo_IsTheLogarithm()
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
    public void Of_NotFinite_IsNaN(double x) => Assert.True(double.IsNaN(FastLogarithm.Of(x)));
}
