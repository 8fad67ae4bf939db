using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The exponential for rows that are short, or that occupy one lane each. Its table has four entries, which fit into every 128 bits of a
/// register of any width. A row therefore has the same bits at any width, alone or among others.
/// </summary>
internal readonly struct SingleShortExp<TLanes> : ISingleExp<SingleShortExp<TLanes>, TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;
    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleShortExp(in SingleScale scale, TLanes maxima, bool shifts)
    {
        ReadOnlySpan<float> constants = [0.69314706f, 0.24022654f, 5.553136e-2f, 9.618001e-3f];
        _subtracted = shifts ? scale.Subtracted(maxima) : default;
        TLanes remaining = maxima - _subtracted;
        _lowest = remaining - TLanes.Create(scale.Reach);
        _log2E = TLanes.Create(scale.Log2E);
        _log2ERest = TLanes.Create(scale.Log2ERest);
        _nearestEntry = TLanes.Create(Headroom.NearestInteger / 4)
            + (shifts ? scale.Shift(remaining) : TLanes.Create(Headroom.CentralExponent));
        _first = LoopConstant.Load<TLanes>(constants, 0);
        _second = LoopConstant.Load<TLanes>(constants, 1);
        _third = LoopConstant.Load<TLanes>(constants, 2);
        _fourth = LoopConstant.Load<TLanes>(constants, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleShortExp<TLanes> Create<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange => new(in scale, maxima, TRange.Shifts);

    /// <summary>The kernels that use this exponential keep both parts, so the largest exponential need not be a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleShortExp<TLanes> CreateScaled<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange => new(in scale, maxima, TRange.Shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Clamp<TRange>(TLanes x)
        where TRange : struct, IRange => TRange.Shifts ? TLanes.Max(_lowest, x - _subtracted) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRange
    {
        TLanes d = Clamp<TRange>(x);
        TLanes t = TLanes.MulAdd(d, _log2E, _nearestEntry);
        TLanes f = TLanes.MulAdd(d, _log2E, _nearestEntry - t);
        f = TLanes.MulAdd(d, _log2ERest, f);
        TLanes p = TLanes.MulAdd(_fourth, f, _third);
        p = TLanes.MulAdd(TLanes.MulAdd(p, f, _second), f, _first);
        rest = TLanes.MulAdd(p, f, TLanes.RestOfFour(t));
        return TLanes.PowerOfFour(t);
    }
}
