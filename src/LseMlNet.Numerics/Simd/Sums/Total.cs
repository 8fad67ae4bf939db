using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The running sum of the exponentials of a row, in two registers. The low register collects the rounding errors of additions to
/// the high one.
/// </summary>
internal static class Total<T, TLanes, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>
    /// After this many additions, the low register must be moved to the high one. The low register also collects the rests, and in
    /// single precision its own rounding errors would eventually affect the result.
    /// </summary>
    public const int Registers = 32;

    /// <summary>
    /// The initial value of the high register: a power of two that no exponential reaches. The sum is then always at least as large
    /// as the term, so three operations find the rounding error of an addition. Without this, six would be needed.
    /// </summary>
    public static TLanes Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Create(T.CreateTruncating(2305843009213693952)); // 2^(Headroom.Exponent + 1)
    }

    /// <summary>Returns the initial value for a <see cref="CentralRow"/> of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes StartOfCentral(T maximum)
    {
        // The power of two with the exponent round(maximum · log₂ e) + headroom + 1.
        TLanes nearest = TLanes.MulAdd(
            TLanes.Create(maximum), TLanes.Create(T.CreateTruncating(1.442695f)), TLanes.Create(T.CreateTruncating(12582912f)));
        float power = BitConverter.Int32BitsToSingle((127 + Headroom.CentralExponent + 1) << 23);
        return TLanes.AddBits(TLanes.ShiftLeft(nearest, 23), TLanes.Create(T.CreateTruncating(power)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(TLanes term, ref TLanes high, ref TLanes low)
    {
        TLanes next = high + term;
        low += term - (next - high);
        high = next;
    }

    /// <summary>Adds whole · (1 + rest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Add(TLanes whole, TLanes rest, ref TLanes high, ref TLanes low)
    {
        if (sizeof(TLanes) == 16)
        {
            // Without a table, the rest can be almost one half, which would leave the low register no digits for the rounding errors
            // of the high one.
            TLanes rounded = TLanes.MulAdd(whole, rest, whole);
            low += TLanes.MulAdd(whole, rest, whole - rounded);
            Add(rounded, ref high, ref low);
            return;
        }

        TLanes next = high + whole;
        low += TLanes.MulAdd(whole, rest, whole - (next - high));
        high = next;
    }

    /// <summary>Moves as much of the low register to the high one as the latter can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeOver(ref TLanes high, ref TLanes low)
    {
        TLanes next = high + low;
        low -= next - high;
        high = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(TLanes high, TLanes low) => Value(high, low, Start);

    /// <summary>Returns a sum that started at another value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(TLanes high, TLanes low, TLanes start)
    {
        TLanes sum = high - start;
        return typeof(T) == typeof(float)
            ? TWide.SumAcross(
                TLanes.WidenLower<TWide>(sum) + TLanes.WidenUpper<TWide>(sum) + (TLanes.WidenLower<TWide>(low) + TLanes.WidenUpper<TWide>(low)))
            : TLanes.SumAcross(sum) + TLanes.SumAcross(low);
    }
}
