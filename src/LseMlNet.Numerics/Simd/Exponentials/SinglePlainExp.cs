using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// Follows the steps of <see cref="SingleExp{TLanes}"/> without a table, for processors whose registers have only 128 bits:
/// e^x = 2^t · e^r, where t is the integer nearest to x / log 2.
/// </remarks>
internal readonly struct SinglePlainExp<TLanes> : IRowExp<SinglePlainExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private readonly TLanes _maximum;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;
    private readonly TLanes _rounding;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SinglePlainExp(TLanes maximum, bool subtractsMaximum, bool shifts, TLanes rounding)
    {
        _maximum = maximum;
        TLanes rest = subtractsMaximum ? TLanes.Create(0) : maximum;
        // There is no table, so the exponent is added to the bits of 1. A table entry would be close to 1.
        _exponent = TLanes.AddBits(BaseTwo<TLanes>.Exponent(rest, shifts), TLanes.Create(1));
        _lowest = rest - TLanes.Create(105);
        _rounding = rounding;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(float maximum) => SingleExp<TLanes>.IsNear(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOrdinary(float minimum, float maximum) => SingleExp<TLanes>.IsOrdinary(minimum, maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create<TRange>(float maximum)
        where TRange : struct, IRowRange => new(TLanes.Create(maximum), TRange.SubtractsMaximum, TRange.Shifts, TLanes.Create(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> CreateScaled<TRange>(float maximum)
        where TRange : struct, IRowRange
    {
        TLanes highest = TLanes.Create(maximum);
        TLanes whole = Create<TRange>(maximum).Parts<TRange>(highest, out TLanes rest);
        return new(highest, TRange.SubtractsMaximum, TRange.Shifts, Rounding.Of(whole, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        TLanes d = TRange.SubtractsMaximum ? x - _maximum : x;
        return TRange.Vanishes ? TLanes.ZeroWhereLess(PartsOf(TLanes.Max(_lowest, d), out rest), d, _lowest) : PartsOf(d, out rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes PartsOf(TLanes d, out TLanes rest)
    {
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(BaseTwo<TLanes>.Log2E), TLanes.Create(BaseTwo<TLanes>.NearestInteger));
        TLanes t = biased - TLanes.Create(BaseTwo<TLanes>.NearestInteger);
        // The processor may lack a fused multiply-add. The high part of log 2 is short, so that the first product is exact.
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.693115234375f), d);
        r = TLanes.MulAdd(t, TLanes.Create(-3.1946184e-05f), r);
        TLanes p = TLanes.Create(0.0013782198f);
        p = TLanes.MulAdd(p, r, TLanes.Create(0.0083686775f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.041668966f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.16666521f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.49999991f));
        rest = TLanes.MulAdd(p, r * r, r) + _rounding;
        return TLanes.AddBits(TLanes.ShiftLeft(biased, 23), _exponent);
    }
}
