using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Rows of floats of which all elements are so close to 0 that no exponential overflows or underflows: their maximum need not be known. Their results
/// are the same bits as if it were, because powers of two change none.
/// </summary>
internal readonly unsafe struct CentralRow : IRowRange
{
    /// <summary>The exponential of this, 2^-144, times the headroom of these rows is above the subnormal numbers.</summary>
    private const float Least = -100;

    /// <summary>That of this, times the headroom, leaves the digits of its reciprocal above them.</summary>
    private const float Most = 30;

    public static bool SubtractsMaximum => false;

    public static bool Shifts => false;

    public static bool Vanishes => false;

    /// <summary>Whether the smallest and the largest of some elements, lane by lane, are those of such rows. A NaN is: it stays one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows<TLanes>(TLanes smallest, TLanes largest)
        where TLanes : unmanaged, ILanes<TLanes, float> =>
        !TLanes.AnyLess(smallest, TLanes.Create(Least)) && !TLanes.AnyLess(TLanes.Create(Most), largest);

    /// <summary>Whether a row of a register or more is such a row, and the largest elements, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows<TLanes>(float* logits, int length, out TLanes largest)
        where TLanes : unmanaged, ILanes<TLanes, float>
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

        return Allows(smallest, largest);
    }
}
