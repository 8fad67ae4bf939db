using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// A pass that applies an operation to each element of a row of floats, which fills at least one register. It can work in place.
/// </summary>
internal static unsafe class ElementwisePass<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TOperation>(TOperation operation, float* source, float* destination, int length)
        where TOperation : struct, IElementwise<TLanes>
    {
        int last = length - TLanes.Count;
        TLanes start = operation.Invoke(TLanes.Load(source));
        TLanes end = operation.Invoke(TLanes.Load(source + last));
        // The loop starts at a multiple of the register size, so that no store crosses a cache line. The elements before it are in the
        // first register, which is read before the loop and written after it.
        int i = (int)(-(nint)destination & (sizeof(TLanes) - 1)) / sizeof(float);
        // Four registers per iteration: with one, the loop counter limits the speed.
        for (; i < last - 3 * TLanes.Count; i += 4 * TLanes.Count)
        {
            TLanes first = TLanes.Load(source + i);
            TLanes second = TLanes.Load(source + i + TLanes.Count);
            TLanes third = TLanes.Load(source + i + 2 * TLanes.Count);
            TLanes fourth = TLanes.Load(source + i + 3 * TLanes.Count);
            TLanes.Store(operation.Invoke(first), destination + i);
            TLanes.Store(operation.Invoke(second), destination + i + TLanes.Count);
            TLanes.Store(operation.Invoke(third), destination + i + 2 * TLanes.Count);
            TLanes.Store(operation.Invoke(fourth), destination + i + 3 * TLanes.Count);
        }

        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(operation.Invoke(TLanes.Load(source + i)), destination + i);
        }

        TLanes.Store(start, destination);
        TLanes.Store(end, destination + last);
    }
}

/// <summary>The operation of an <see cref="ElementwisePass{TLanes}"/>.</summary>
internal interface IElementwise<TLanes>
{
    TLanes Invoke(TLanes value);
}

/// <summary>Turns exponentials into quotients, given the reciprocal of their sum in two parts.</summary>
internal readonly struct Divide<TLanes>(float high, float low) : IElementwise<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _high = TLanes.Create(high);
    private readonly TLanes _low = TLanes.Create(low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes value) => Quotient<TLanes>.Of(value, _high, _low);
}

/// <summary>(x − high) − low. If high is the rounded log-sum-exp and low its rounding error, no digits cancel.</summary>
internal readonly struct Subtract<TLanes>(TLanes high, TLanes low) : IElementwise<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes value) => value - high - low;
}

/// <summary>x / T − high − low, where 1 / T has two parts. The first product is rounded together with the subtraction.</summary>
internal readonly struct ScaleSubtract<TLanes>(in SingleScale scale, float high, float low) : IElementwise<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _inverseHigh = TLanes.Create(scale.InverseHigh);
    private readonly TLanes _inverseLow = TLanes.Create(scale.InverseLow);
    private readonly TLanes _high = TLanes.Create(-high);
    private readonly TLanes _low = TLanes.Create(-low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes value)
    {
        TLanes high = TLanes.MulAdd(value, _inverseHigh, _high);
        // Where the result is −∞, the low part can be NaN.
        return high + TLanes.ZeroWhereLess(TLanes.MulAdd(value, _inverseLow, _low), high, TLanes.Create(float.MinValue));
    }
}

/// <summary>
/// (x − m) / T − log Σ, with the rounding error of each step, for rows whose largest log-probability is much smaller than x / T.
/// <see cref="ScaleSubtract{TLanes}"/> would lose its digits.
/// </summary>
internal readonly struct SubtractScale<TLanes>(in SingleScale scale, TLanes maximum, TLanes high, TLanes low) : IElementwise<TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _inverseHigh = TLanes.Create(scale.InverseHigh);
    private readonly TLanes _inverseLow = TLanes.Create(scale.InverseLow);
    private readonly TLanes _high = TLanes.Create(0) - high;
    private readonly TLanes _low = TLanes.Create(0) - low;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes value)
    {
        TLanes difference = value - maximum;
        TLanes back = difference - value;
        TLanes error = value - (difference - back) - (maximum + back);
        TLanes whole = TLanes.MulAdd(difference, _inverseHigh, _high);
        TLanes rest = TLanes.MulAdd(error, _inverseHigh, TLanes.MulAdd(difference, _inverseLow, _low));
        // Where the result is −∞, the low part can be NaN.
        return whole + TLanes.ZeroWhereLess(rest, whole, TLanes.Create(float.MinValue));
    }
}
