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

    private readonly TLanes _origin;
    private readonly TLanes _lowest;
    private readonly TLanes _exponent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SinglePlainExp(TLanes maximum)
    {
        // As in SingleExp: beyond 256 the maximum is subtracted.
        _origin = TLanes.ZeroWhereLess(maximum, maximum * maximum, TLanes.Create(256 * 256));
        TLanes rest = maximum - _origin;
        TLanes biased = TLanes.MulAdd(rest, TLanes.Create(InverseLog2), TLanes.Create(NearestInteger));
        _exponent = TLanes.SubtractBits(TLanes.Create(1152921504606846976), TLanes.ShiftLeft(biased, 23)); // 2^60
        _lowest = rest - TLanes.Create(105);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create(float maximum) => new(TLanes.Create(maximum));

    /// <summary>For rows that lie one a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SinglePlainExp<TLanes> Create(TLanes maxima) => new(maxima);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes x)
    {
        TLanes d = x - _origin;
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
        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 23), _exponent);
        return TLanes.ZeroWhereLess(TLanes.MulAdd(power, TLanes.MulAdd(p, r * r, r), power), d, _lowest);
    }
}
