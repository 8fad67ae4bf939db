using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// As <see cref="SingleExp{TLanes}"/>, without a table: e^x = 2^t · e^r with t the integer nearest to x / log 2. For registers of 128 bits, and for short
/// rows at every width, because without a table each lane can have a maximum of its own: so a row gives the same bits alone, across the
/// lanes, and among others, one a lane.
/// </remarks>
internal readonly struct SinglePlainExp<TLanes> : IRowExp<SinglePlainExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private const float InverseLog2 = 1.442695f;
    private const float NearestInteger = 12582912; // 1.5 · 2^23, as in SingleExp

    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SinglePlainExp(TLanes subtracted, TLanes rest)
    {
        _subtracted = subtracted;
        TLanes biased = TLanes.MulAdd(rest, TLanes.Create(InverseLog2), TLanes.Create(NearestInteger));
        _exponent = TLanes.SubtractBits(TLanes.Create(1152921504606846976), TLanes.ShiftLeft(biased, 23)); // 2^60
        _lowest = rest - TLanes.Create(105);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(float maximum) => SingleExp<TLanes>.IsNear(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create<TRange>(float maximum)
        where TRange : struct, IRowRange => new(TLanes.Create(maximum), TLanes.Create(TRange.SubtractsMaximum ? 0 : maximum));

    /// <summary>For rows that lie one a lane, near and far among each other; to be called as <see cref="FarRow"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create(TLanes maxima)
    {
        TLanes subtracted = TLanes.ZeroWhereLess(maxima, maxima * maxima, TLanes.Create(256 * 256));
        return new(subtracted, maxima - subtracted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> CreateUnscaled<TRange>(float maximum)
        where TRange : struct, IRowRange => Create<TRange>(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TRange>(TLanes x)
        where TRange : struct, IRowRange
    {
        TLanes d = TRange.SubtractsMaximum ? x - _subtracted : x;
        TLanes whole = PartsOf(d, out TLanes rest);
        return TLanes.ZeroWhereLess(TLanes.MulAdd(whole, rest, whole), d, _lowest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        TLanes d = TRange.SubtractsMaximum ? x - _subtracted : x;
        return TLanes.ZeroWhereLess(PartsOf(TLanes.Max(_lowest, d), out rest), d, _lowest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes PartsOf(TLanes d, out TLanes rest)
    {
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(InverseLog2), TLanes.Create(NearestInteger));
        TLanes t = biased - TLanes.Create(NearestInteger);
        // The machine may lack a fused multiply-add; a short high part of log 2 makes the first product exact.
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.693115234375f), d);
        r = TLanes.MulAdd(t, TLanes.Create(-3.1946184e-05f), r);
        TLanes p = TLanes.Create(0.0013782198f);
        p = TLanes.MulAdd(p, r, TLanes.Create(0.0083686775f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.041668966f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.16666521f));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.49999991f));
        rest = TLanes.MulAdd(p, r * r, r);
        return TLanes.AddBits(TLanes.ShiftLeft(biased, 23), _exponent);
    }
}
