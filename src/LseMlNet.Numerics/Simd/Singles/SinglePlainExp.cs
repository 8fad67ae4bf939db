using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The exponential without a table, for processors whose registers have only 128 bits: e^(x/T) = 2^t · e^r, where t is the integer
/// nearest to x / (T log 2).
/// </summary>
internal readonly struct SinglePlainExp<TLanes> : ISingleExp<SinglePlainExp<TLanes>, TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _log2E;
    private readonly TLanes _nearest;
    private readonly TLanes _one;
    private readonly TLanes _log2High;
    private readonly TLanes _log2Low;
    private readonly TLanes _inverse;
    private readonly TLanes _inverseLow;
    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;
    private readonly TLanes _rounding;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SinglePlainExp(in SingleScale scale, TLanes maxima, bool shifts, TLanes rounding)
    {
        _subtracted = shifts ? scale.Subtracted(maxima) : default;
        TLanes remaining = maxima - _subtracted;
        _lowest = remaining - TLanes.Create(scale.Reach);
        // The processor may lack a fused multiply-add. The high part of T log 2 has 12 bits, so that its product with t is exact.
        double log2 = scale.Temperature * Headroom.Log2;
        float high = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)log2) & -4096);
        _log2E = TLanes.Create(scale.Log2E);
        _log2High = TLanes.Create(-high);
        _log2Low = TLanes.Create((float)(high - log2));
        _inverse = TLanes.Create(scale.InverseHigh);
        _inverseLow = TLanes.Create(scale.InverseLow);
        _nearest = TLanes.Create(Headroom.NearestInteger);
        TLanes exponent = shifts ? scale.Shift(remaining) : TLanes.Create(Headroom.CentralExponent);
        _one = TLanes.AddBits(TLanes.Create(1), TLanes.ShiftToExponent(exponent + _nearest));
        _rounding = rounding;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange => new(in scale, maxima, TRange.Shifts, TLanes.Create(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> CreateScaled<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange
    {
        TLanes whole = Create<TRange>(in scale, maxima).Parts<TRange>(maxima, out TLanes rest);
        return new(in scale, maxima, TRange.Shifts, Rounding.Of(whole, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Clamp<TRange>(TLanes x)
        where TRange : struct, IRange => TRange.Shifts ? TLanes.Max(_lowest, x - _subtracted) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRange
    {
        TLanes d = Clamp<TRange>(x);
        TLanes biased = TLanes.MulAdd(d, _log2E, _nearest);
        TLanes t = biased - _nearest;
        TLanes r = TLanes.MulAdd(t, _log2High, d);
        r = TLanes.MulAdd(t, _log2Low, r);
        r = TLanes.MulAdd(r, _inverse, r * _inverseLow);
        TLanes p = TLanes.Create(0.0013782198f);
        p = TLanes.MulAdd(p, r, TLanes.Create(0.0083686775f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.041668966f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.16666521f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.49999991f));
        rest = TLanes.MulAdd(p, r * r, r) + _rounding;
        return TLanes.AddBits(TLanes.ShiftToExponent(biased), _one);
    }
}
