using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The running sum of the exponentials of a row of floats, in two registers. The low register collects the rests and the rounding
/// errors of additions to the high one.
/// </summary>
internal static class SingleTotal<TLanes, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    /// <summary>
    /// After this many additions, the low register must be moved to the high one. Otherwise its own rounding errors would eventually
    /// affect the result.
    /// </summary>
    public const int Registers = 32;

    /// <summary>
    /// The initial value of the high register: a power of two that no exponential reaches. The sum is then always at least as large
    /// as the term, so three operations find the rounding error of an addition. Without this, six would be needed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Start<TRange>(in SingleScale scale, TLanes maximum)
        where TRange : struct, IRange
    {
        if (TRange.Shifts)
        {
            return TLanes.Create(2305843009213693952); // 2^(Headroom.Exponent + 1)
        }

        // The power of two with the exponent round(maximum · log₂ e / T) + headroom + 1.
        TLanes nearest = TLanes.MulAdd(maximum, TLanes.Create(scale.Log2E), TLanes.Create(Headroom.NearestInteger));
        float power = BitConverter.Int32BitsToSingle((127 + Headroom.CentralExponent + 1) << 23);
        return TLanes.AddBits(TLanes.ShiftToExponent(nearest), TLanes.Create(power));
    }

    /// <summary>Adds whole · (1 + rest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Add(TLanes whole, TLanes rest, ref TLanes high, ref TLanes low)
    {
        TLanes next;
        if (sizeof(TLanes) == 16)
        {
            // Without a table, the rest can be almost one half, which would leave the low register no digits for the rounding errors
            // of the high one.
            TLanes rounded = TLanes.MulAdd(whole, rest, whole);
            next = high + rounded;
            low += TLanes.MulAdd(whole, rest, whole - rounded);
            low += rounded - (next - high);
        }
        else
        {
            next = high + whole;
            low += TLanes.MulAdd(whole, rest, whole - (next - high));
        }

        high = next;
    }

    /// <summary>Moves as much of the low register to the high register as the high register can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeOver(ref TLanes high, ref TLanes low)
    {
        TLanes next = high + low;
        low -= next - high;
        high = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(TLanes high, TLanes low, TLanes start)
    {
        TLanes sum = high - start;
        return TWide.SumAcross(
            TLanes.WidenLower<TWide>(sum) + TLanes.WidenUpper<TWide>(sum) + (
                TLanes.WidenLower<TWide>(low) + TLanes.WidenUpper<TWide>(low)));
    }
}
