using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>
/// A lower bound for the time of any three-pass softmax: bare loops that compute the maximum, the exponentials and the
/// scaled values, in buffers that stay in the L1 cache. It uses this library's exponential function. It computes no sum and
/// handles no tail, and no pass waits for another.
/// </summary>
internal sealed unsafe class BoundPeer<T>(Problem<T> problem) : IPeer
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int Block = 1024;

    private readonly T[] _x = GC.AllocateArray<T>(2 * Block + 64, pinned: true);
    private double _blocks;

    public string Name => "bound";

    public static bool Supports(Problem<T> problem) =>
        typeof(T) == typeof(float) && problem.Operation == Operation.Softmax && problem.Shape.IsOneRow
            && problem.Shape.ClassCount is >= 100 and <= 10_000;

    public void Run(int times)
    {
        // Each run processes whole blocks. The elements that are missing or in excess are carried over to the next run.
        _blocks += (double)times * problem.Logits.Length / Block;
        int blocks = (int)Math.Round(_blocks);
        _blocks -= blocks;
        fixed (T* p = _x)
        {
            T* x = (T*)(((nuint)p + 63) & ~(nuint)63);
            if (Vector512.IsHardwareAccelerated)
            {
                Loops<Singles512, SingleExp<Singles512>, Doubles512>((float*)x, Block, blocks);
            }
            else
            {
                Loops<Singles256, SingleExp<Singles256>, Doubles256>((float*)x, Block, blocks);
            }
        }
    }

    public void Dispose()
    {
    }

    private static void Loops<TLanes, TExp, TWide>(float* x, int length, int times)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        SingleScale scale = new(1);
        float* y = x + length;
        for (int time = 0; time < times; time++)
        {
            float maximum = LongRow<TLanes, TExp, TWide>.Maximum(x, length, out _);
            Powers<TLanes, TExp>(x, y, length, in scale);
            Multiply<TLanes>(y, length, 1 + maximum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Powers<TLanes, TExp>(float* x, float* y, int length, in SingleScale scale)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
    {
        TExp exp = TExp.Create<CentralRow>(in scale, default);
        for (int i = 0; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes whole = exp.Parts<CentralRow>(TLanes.Load(x + i), out TLanes rest);
            TLanes.Store(TLanes.MulAdd(whole, rest, whole), y + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply<TLanes>(float* y, int length, float factor)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        TLanes scale = TLanes.Create(factor);
        for (int i = 0; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Load(y + i) * scale, y + i);
        }
    }
}
