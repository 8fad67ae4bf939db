using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Tests;

public sealed class WidthTests
{
    /// <summary>A switch that the runtime does not know would test one width again and again without a word.</summary>
    [Fact]
    public void Width_UnderASwitch_IsTheOneAskedFor()
    {
        string? expected = Environment.GetEnvironmentVariable("EXPECTED_VECTOR_WIDTH");
        Assert.SkipWhen(expected is null, "run-widths.sh asks for a width; this run takes the machine's own");
        string actual = Vector512.IsHardwareAccelerated ? "512"
            : Vector256.IsHardwareAccelerated ? "256"
            : !Vector128.IsHardwareAccelerated ? "scalar"
            : Fma.IsSupported ? "128fma" : "128";
        Assert.Equal(expected, actual);
    }
}
