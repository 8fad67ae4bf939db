using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks;

/// <summary>
/// A lower bound for the time of any three-pass softmax: bare loops that compute the maximum, the exponentials and the scaled values, in
/// buffers that stay in the L1 cache. It uses this library's exponential function. It computes no sum, handles no tail, and no pass waits
/// for another.
/// </summary>
internal sealed unsafe class BoundPeer<T>(int length) : IPeer
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _x = GC.AllocateArray<T>(2 * length + 64, pinned: true);

    public int Length => length;

    public string Name => "bound";

    public void Run(int times)
    {
        fixed (T* p = _x)
        {
            T* x = (T*)(((nuint)p + 63) & ~(nuint)63);
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
            {
                Loops<Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>, float>((float*)x, length, times);
            }
            else if (typeof(T) == typeof(float))
            {
                Loops<Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>, float>((float*)x, length, times);
            }
            else if (Vector512.IsHardwareAccelerated)
            {
                Loops<Lanes512<double>, DoubleExp<Lanes512<double>>, Lanes512<double>, double>((double*)x, length, times);
            }
            else
            {
                Loops<Lanes256<double>, DoubleExp<Lanes256<double>>, Lanes256<double>, double>((double*)x, length, times);
            }
        }
    }

    public void Dispose()
    {
    }

    private static void Loops<TLanes, TExp, TWide, TElement>(TElement* x, int length, int times)
        where TElement : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<TElement>
        where TLanes : unmanaged, ILanes<TLanes, TElement>
        where TExp : struct, IRowExp<TExp, TLanes, TElement>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        TElement* y = x + length;
        for (int time = 0; time < times; time++)
        {
            TElement maximum = RowKernel<TElement, TLanes, TExp, TWide>.Maximum(x, length, out _);
            TExp exp = TExp.Create<NearRow>(maximum);
            int last = length - TLanes.Count;
            for (int i = 0; i <= last; i += TLanes.Count)
            {
                TLanes whole = exp.Parts<NearRow>(TLanes.Load(x + i), out TLanes rest);
                TLanes.Store(typeof(TElement) == typeof(float) ? TLanes.MulAdd(whole, rest, whole) : whole, y + i);
            }

            TLanes scale = TLanes.Create(TElement.One + maximum);
            for (int i = 0; i <= last; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(y + i) * scale, y + i);
            }
        }
    }
}
