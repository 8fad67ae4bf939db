using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// Follows the steps of <see cref="SingleExp{TLanes}"/> for short rows, whether a row is alone or one of several that occupy one lane
/// each. The table has four entries, which fit into each 128 bits of a register of any width. The exponent is kept apart from the
/// table, so that each lane can have its own maximum. As a result, a row has the same bits whether it is alone or not.
/// </remarks>
internal readonly struct SingleShortExp<TLanes> : IRowExp<SingleShortExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private readonly BaseTwo<TLanes> _baseTwo;
    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleShortExp(TLanes subtracted, TLanes rest, bool shifts)
    {
        _baseTwo = new(Constants);
        _subtracted = subtracted;
        _exponent = BaseTwo<TLanes>.Exponent(rest, shifts);
        // e^-105 is less than half of the smallest subnormal number.
        _lowest = rest - TLanes.Create(105);
    }

    private static ReadOnlySpan<float> Constants =>
        [BaseTwo<TLanes>.Log2E, BaseTwo<TLanes>.Log2ERest, BaseTwo<TLanes>.NearestInteger / 4, 0.69314706f, 0.24022654f, 5.553136e-2f, 9.618001e-3f];

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

    /// <summary>
    /// Creates the exponential for rows that occupy one lane each, whether near 0 or far from it. Call its methods with
    /// <see cref="FarRow"/>.
    /// </summary>
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
        TLanes p = _baseTwo.Polynomial(d, true, out TLanes t, out TLanes f);
        rest = TLanes.MulAdd(p, f, TLanes.LookupOfFour(TLanes.FourEntriesRest, t));
        TLanes power = TLanes.AddBits(TLanes.LookupOfFour(TLanes.FourEntries, t), TLanes.ShiftLeft(t, 21));
        power = TLanes.AddBits(power, _exponent);
        return TRange.Vanishes ? TLanes.ZeroWhereLess(power, difference, _lowest) : power;
    }
}
