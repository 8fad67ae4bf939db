using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The running sum of the exponentials of a row, in two registers: what an addition to the high one rounds away is added to the low one.
/// </summary>
internal static class Total<T, TLanes, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>
    /// After so many registers the low one is to be taken over. It gets the rests too, and in single precision its own roundings would count in
    /// the end.
    /// </summary>
    public const int Registers = 32;

    /// <summary>
    /// What the high register starts with: a power of two that no exponential reaches. A sum that starts with it is never less than what is
    /// added, so that what an addition rounds away is known after three operations instead of six.
    /// </summary>
    public static TLanes Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Create(T.CreateTruncating(2305843009213693952)); // 2^(Headroom.Exponent + 1)
    }

    /// <summary>The same for a <see cref="CentralRow"/> of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes StartOfCentral(T maximum)
    {
        // 2 to the power of the nearest integer to the maximum times log₂ e, of the headroom, and of 1.
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
            // Without a table the rest may be almost half, and would leave the low register no digits for what the high one rounds away.
            TLanes rounded = TLanes.MulAdd(whole, rest, whole);
            low += TLanes.MulAdd(whole, rest, whole - rounded);
            Add(rounded, ref high, ref low);
            return;
        }

        TLanes next = high + whole;
        low += TLanes.MulAdd(whole, rest, whole - (next - high));
        high = next;
    }

    /// <summary>Moves to the high register what it can hold of the low one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TakeOver(ref TLanes high, ref TLanes low)
    {
        TLanes next = high + low;
        low -= next - high;
        high = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(TLanes high, TLanes low) => Value(high, low, Start);

    /// <summary>The same for a sum that was started with something else.</summary>
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
