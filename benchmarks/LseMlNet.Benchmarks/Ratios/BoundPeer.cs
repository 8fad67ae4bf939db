using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>
/// A lower bound for the time of any three-pass softmax: bare loops that compute the maximum, the exponentials and the scaled values, in
/// buffers that stay in the L1 cache. It uses this library's exponential function. It computes no sum, handles no tail, and no pass waits
/// for another.
/// </summary>
internal sealed unsafe class BoundPeer<T>(Problem<T> problem) : IPeer
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int Block = 1024;

    private readonly T[] _x = GC.AllocateArray<T>(2 * Block + 64, pinned: true);
    private double _blocks;

    public string Name => "bound";

    public static bool Supports(Problem<T> problem) =>
        problem.Operation == Operation.Softmax && problem.Shape.IsOneRow && problem.Shape.ClassCount is >= 100 and <= 10_000;

    public void Run(int times)
    {
        // Whole blocks. What is left over, or too much, is carried to the next run.
        _blocks += (double)times * problem.Logits.Length / Block;
        int blocks = (int)Math.Round(_blocks);
        _blocks -= blocks;
        fixed (T* p = _x)
        {
            T* x = (T*)(((nuint)p + 63) & ~(nuint)63);
            if (typeof(T) == typeof(float) && Vector512.IsHardwareAccelerated)
            {
                Loops<Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>, float>((float*)x, Block, blocks);
            }
            else if (typeof(T) == typeof(float))
            {
                Loops<Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>, float>((float*)x, Block, blocks);
            }
            else if (Vector512.IsHardwareAccelerated)
            {
                Loops<Lanes512<double>, DoubleExp<Lanes512<double>>, Lanes512<double>, double>((double*)x, Block, blocks);
            }
            else
            {
                Loops<Lanes256<double>, DoubleExp<Lanes256<double>>, Lanes256<double>, double>((double*)x, Block, blocks);
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
