using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>The exponentials on their own, before a sum or a division hides their errors.</summary>
public sealed unsafe class ISingleExpTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(2.5)]
    public void SingleExp_EveryWidth_IsWithinItsBound(double temperature)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.InRange(Worst<Singles512, SingleExp<Singles512>>(temperature), 0, 0.6);
        }

        if (SingleKernels.Has256)
        {
            Assert.InRange(Worst<Singles256, SingleExp<Singles256>>(temperature), 0, 0.6);
        }

        // Without a fused multiply-add the last step rounds twice.
        Assert.InRange(Worst<Singles128, SinglePlainExp<Singles128>>(temperature), 0, 1.6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.1)]
    [InlineData(2.5)]
    public void SingleShortExp_EveryWidth_IsWithinItsBound(double temperature)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.InRange(Worst<Singles512, SingleShortExp<Singles512>>(temperature), 0, 0.8);
        }

        if (SingleKernels.Has256)
        {
            Assert.InRange(Worst<Singles256, SingleShortExp<Singles256>>(temperature), 0, 0.8);
            Assert.InRange(Worst<Singles128, SingleShortExp<Singles128>>(temperature), 0, 0.8);
        }
    }

    private static double Worst<TLanes, TExp>(double temperature)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
    {
        SingleScale scale = new(temperature);
        TExp exp = TExp.Create<ShiftedRow>(in scale, TLanes.Create(0));
        double worst = 0;
        float* results = stackalloc float[TLanes.Count];
        for (double step = 0; step > -87; step -= 0.00137)
        {
            float x = (float)(step * temperature);
            TLanes whole = exp.Parts<ShiftedRow>(TLanes.Create(x), out TLanes rest);
            TLanes.Store(TLanes.MulAdd(whole, rest, whole), results);
            double expected = Math.Exp(x / temperature);
            double unit = Math.ScaleB(1, Math.ILogB(expected) - 23);
            double actual = Math.ScaleB(results[TLanes.Count - 1], -60);
            worst = Math.Max(worst, Math.Abs(actual - expected) / unit);
        }

        return worst;
    }
}
