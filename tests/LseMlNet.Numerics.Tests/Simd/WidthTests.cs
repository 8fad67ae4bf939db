using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests.Simd;

public sealed class WidthTests
{
    /// <summary>The runtime silently ignores a switch that it does not know, and the tests would run at the same width again.</summary>
    [Fact]
    public void Width_UnderARuntimeSwitch_IsTheExpectedOne()
    {
        string? expected = Environment.GetEnvironmentVariable("EXPECTED_VECTOR_WIDTH");
        Assert.SkipWhen(expected is null, "only run-widths.sh sets an expected width; this run uses the processor's own");
        string actual = Vector512.IsHardwareAccelerated ? "512"
            : Vector256.IsHardwareAccelerated ? "256"
            : !Vector128.IsHardwareAccelerated ? "scalar"
            : Fma.IsSupported ? "128fma" : "128";
        Assert.Equal(expected, actual);
    }
}
