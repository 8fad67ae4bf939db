using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Tests.Simd;

public sealed class LogarithmTests
{
    [Fact]
    public void OnePlus_EveryMagnitude_IsTheLogarithm()
    {
        for (double x = Math.ScaleB(1, -90); x < Math.ScaleB(1, 130); x *= 1.0013)
        {
            // The series is used where 1 + x would lose digits.
            double expected = x < 1e-5 ? x * (1 - x / 2 + x * x / 3) : Math.Log(1 + x);
            Assert.InRange(Logarithm.OnePlus(x) / expected - 1, -4e-11, 4e-11);
        }

        Assert.Equal(0, Logarithm.OnePlus(0));
        Assert.True(double.IsNaN(Logarithm.OnePlus(double.NaN)));
    }
}
