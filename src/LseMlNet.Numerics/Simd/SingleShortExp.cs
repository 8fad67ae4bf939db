using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// As <see cref="SingleExp{TLanes}"/>, for rows that lie one a lane and for the same rows alone: with a table of four entries, which registers of all
/// widths have in each of their 128 bits, and with the exponent apart from it, so that each lane can have a maximum of its own. So a row
/// gives the same bits alone and among others.
/// </remarks>
internal readonly struct SingleShortExp<TLanes> : IRowExp<SingleShortExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;
    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleShortExp(TLanes subtracted, TLanes rest, bool shifts)
    {
        _log2E = LoopConstant.Load<TLanes>(Constants, 0);
        _log2ERest = LoopConstant.Load<TLanes>(Constants, 1);
        _nearestEntry = LoopConstant.Load<TLanes>(Constants, 2);
        _first = LoopConstant.Load<TLanes>(Constants, 3);
        _second = LoopConstant.Load<TLanes>(Constants, 4);
        _third = LoopConstant.Load<TLanes>(Constants, 5);
        _fourth = LoopConstant.Load<TLanes>(Constants, 6);
        _subtracted = subtracted;
        TLanes nearestInteger = TLanes.Create(12582912);
        TLanes headroom = TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.Exponent << 23));
        _exponent = shifts
            ? TLanes.SubtractBits(headroom, TLanes.ShiftLeft(TLanes.MulAdd(rest, _log2E, nearestInteger), 23))
            : TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.CentralExponent << 23));
        // e^-105 is below half the smallest subnormal number.
        _lowest = rest - TLanes.Create(105);
    }

    // log2 e and what its rounding left, 1.5 · 2^23 / 4, and the coefficients of the polynomial (exp.sollya).
    private static ReadOnlySpan<float> Constants => [1.442695f, 1.925963e-8f, 3145728, 0.69314706f, 0.24022654f, 5.553136e-2f, 9.618001e-3f];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(float maximum) => SingleExp<TLanes>.IsNear(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOrdinary(float minimum, float maximum) => SingleExp<TLanes>.IsOrdinary(minimum, maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleShortExp<TLanes> CreateScaled<TRange>(float maximum)
        where TRange : struct, IRowRange => Create<TRange>(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleShortExp<TLanes> Create<TRange>(float maximum)
        where TRange : struct, IRowRange => new(TLanes.Create(maximum), TLanes.Create(TRange.SubtractsMaximum ? 0 : maximum), TRange.Shifts);

    /// <summary>For rows that lie one a lane, near and far among each other; to be called as <see cref="FarRow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleShortExp<TLanes> Create(TLanes maxima)
    {
        TLanes subtracted = TLanes.ZeroWhereLess(maxima, maxima * maxima, TLanes.Create(256 * 256));
        return new(subtracted, maxima - subtracted, true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        TLanes difference = TRange.SubtractsMaximum ? x - _subtracted : x;
        TLanes d = TRange.Vanishes ? TLanes.Max(_lowest, difference) : difference;
        TLanes biased = TLanes.MulAdd(d, _log2E, _nearestEntry);
        TLanes f = TLanes.MulAdd(d, _log2E, _nearestEntry - biased);
        f = TLanes.MulAdd(d, _log2ERest, f);
        // 2^f = 1 + f P(f)
        TLanes p = TLanes.MulAdd(TLanes.MulAdd(_fourth, f, _third), f, _second);
        p = TLanes.MulAdd(p, f, _first);
        rest = TLanes.MulAdd(p, f, TLanes.LookupOfFour(TLanes.FourEntriesRest, biased));
        TLanes power = TLanes.AddBits(TLanes.LookupOfFour(TLanes.FourEntries, biased), TLanes.ShiftLeft(biased, 21));
        power = TLanes.AddBits(power, _exponent);
        return TRange.Vanishes ? TLanes.ZeroWhereLess(power, difference, _lowest) : power;
    }
}
