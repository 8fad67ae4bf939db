using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics.Tests.Simd;

/// <summary>The exponentials on their own, before a sum or a division hides their errors.</summary>
public sealed unsafe class IRowExpTests
{
    [Fact]
    public void SingleExp_EveryWidth_IsWithinItsBound()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.InRange(Worst<Lanes512<float>, SingleExp<Lanes512<float>>, float>(24), 0, 0.6);
        }

        if (Width.Has256)
        {
            Assert.InRange(Worst<Lanes256<float>, SingleExp<Lanes256<float>>, float>(24), 0, 0.6);
        }

        // Without a fused multiply-add the last step rounds twice.
        Assert.InRange(Worst<Lanes128<float>, SinglePlainExp<Lanes128<float>>, float>(24), 0, 1.6);
    }

    [Fact]
    public void SingleShortExp_EveryWidth_IsWithinItsBound()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.InRange(Worst<Lanes512<float>, SingleShortExp<Lanes512<float>>, float>(24), 0, 0.8);
        }

        if (Width.Has256)
        {
            Assert.InRange(Worst<Lanes256<float>, SingleShortExp<Lanes256<float>>, float>(24), 0, 0.8);
            Assert.InRange(Worst<Lanes128<float>, SingleShortExp<Lanes128<float>>, float>(24), 0, 0.8);
        }
    }

    [Fact]
    public void DoubleExp_EveryWidth_IsWithinItsBound()
    {
        // Half an ulp of each bound accounts for Math.Exp.
        if (Vector512.IsHardwareAccelerated)
        {
            Assert.InRange(Worst<Lanes512<double>, DoubleExp<Lanes512<double>>, double>(53), 0, 2);
        }

        if (Width.Has256)
        {
            Assert.InRange(Worst<Lanes256<double>, DoubleExp<Lanes256<double>>, double>(53), 0, 2);
        }

        Assert.InRange(Worst<Lanes128<double>, DoubleExp<Lanes128<double>>, double>(53), 0, 2.5);
    }

    private static double Worst<TLanes, TExp, T>(int precision)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
    {
        TExp exp = TExp.Create<NearRow>(T.Zero);
        double worst = 0;
        T* results = stackalloc T[TLanes.Count];
        for (double step = 0; step > -87; step -= 0.00137)
        {
            T x = T.CreateTruncating(step);
            TLanes whole = exp.Parts<NearRow>(TLanes.Create(x), out TLanes rest);
            TLanes.Store(TLanes.MulAdd(whole, rest, whole), results);
            double expected = Math.Exp(double.CreateTruncating(x));
            double unit = Math.ScaleB(1, Math.ILogB(expected) - precision + 1);
            double actual = Math.ScaleB(double.CreateTruncating(results[TLanes.Count - 1]), -60);
            worst = Math.Max(worst, Math.Abs(actual - expected) / unit);
        }

        return worst;
    }
}
