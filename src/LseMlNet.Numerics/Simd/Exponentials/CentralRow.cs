using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Rows of floats whose elements are all so close to 0 that no exponential overflows or underflows. The kernels do not need the
/// maximum of such a row. The results have the same bits as with the maximum, because scaling by a power of two is exact.
/// </summary>
internal readonly unsafe struct CentralRow : IRowRange
{
    /// <summary>The smallest logit allowed. Its exponential is about 2^-144; multiplied by the headroom, it is a normal number.</summary>
    private const float Least = -100;

    /// <summary>
    /// The largest logit allowed. Multiplied by the headroom, its exponential has a reciprocal whose low part is still a normal
    /// number.
    /// </summary>
    private const float Most = 30;

    public static bool SubtractsMaximum => false;

    public static bool Shifts => false;

    public static bool Vanishes => false;

    /// <summary>
    /// Whether the smallest and the largest elements, lane by lane, are in the range of such rows. A NaN counts as in range: it
    /// stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows<TLanes>(TLanes smallest, TLanes largest)
        where TLanes : unmanaged, ILanes<TLanes, float> =>
        !TLanes.AnyLess(smallest, TLanes.Create(Least)) && !TLanes.AnyLess(TLanes.Create(Most), largest);

    /// <summary>Whether a row that fills at least one register is a central row. Also returns its largest elements, lane by lane.</summary>
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
