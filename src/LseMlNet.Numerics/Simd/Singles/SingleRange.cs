using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The range of the logits of a row. It is a type, so that the JIT compiles one loop for each range and
/// omits the steps that the range does not need.
/// </summary>
internal interface IRange
{
    /// <summary>Whether the exponentials are scaled by the maximum of the row.</summary>
    static abstract bool Shifts { get; }
}

/// <summary>Any row: the maximum is subtracted, from the logit or from the exponent, and logits far below it give 0.</summary>
internal readonly struct ShiftedRow : IRange
{
    public static bool Shifts => true;
}

/// <summary>
/// Rows whose logits are all so close to 0 that no exponential overflows or underflows. The kernels do not need the maximum of such
/// a row. The results have the same bits as with the maximum, because scaling by a power of two is exact.
/// </summary>
internal readonly unsafe struct CentralRow : IRange
{
    public static bool Shifts => false;

    /// <summary>
    /// Whether the smallest and the largest elements, compared lane by lane, are in the range of such
    /// rows. A NaN counts as in range: it stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows<TLanes>(in SingleScale scale, TLanes smallest, TLanes largest)
        where TLanes : unmanaged, ISingles<TLanes> =>
        !TLanes.AnyLess(smallest, TLanes.Create(scale.Least)) && !TLanes.AnyLess(TLanes.Create(scale.Most), largest);

    /// <summary>Whether a row that fills at least one register is a central row. Also returns its largest elements, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows<TLanes>(in SingleScale scale, float* logits, int length, out TLanes largest)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        int last = length - TLanes.Count;
        TLanes x = TLanes.Load(logits + last);
        largest = x;
        TLanes smallest = x;
        for (int i = 0; i < last; i += TLanes.Count)
        {
            x = TLanes.Load(logits + i);
            largest = TLanes.Max(x, largest);
            smallest = TLanes.Min(x, smallest);
        }

        return Allows(in scale, smallest, largest);
    }
}
