using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The exponential with a table that fills a register: 16 entries in 512 bits, 8 in 256.</summary>
internal readonly unsafe struct SingleExp<TLanes> : ISingleExp<SingleExp<TLanes>, TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
{
    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;
    private readonly TLanes _table;
    private readonly TLanes _tableRest;
    private readonly TLanes _subtracted;
    private readonly TLanes _lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(in SingleScale scale, TLanes maxima, bool shifts)
    {
        ReadOnlySpan<float> constants = sizeof(TLanes) == 64 ? For16Entries : For8Entries;
        _subtracted = shifts ? scale.Subtracted(maxima) : default;
        TLanes remaining = maxima - _subtracted;
        _lowest = remaining - TLanes.Create(scale.Reach);
        _log2E = TLanes.Create(scale.Log2E);
        _log2ERest = TLanes.Create(scale.Log2ERest);
        _nearestEntry = TLanes.Create(Headroom.NearestInteger / (sizeof(TLanes) / sizeof(float)))
            + (shifts ? scale.Shift(remaining) : TLanes.Create(Headroom.CentralExponent));
        _first = LoopConstant.Load<TLanes>(constants, 0);
        _second = LoopConstant.Load<TLanes>(constants, 1);
        _third = LoopConstant.Load<TLanes>(constants, 2);
        _fourth = LoopConstant.Load<TLanes>(constants, 3);
        _table = TLanes.AddBits(TLanes.Table, LoopConstant.Load<TLanes>(constants, 4));
        _tableRest = TLanes.TableRest + LoopConstant.Load<TLanes>(constants, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(SingleExp<TLanes> unscaled, TLanes tableRest)
    {
        this = unscaled;
        _tableRest = tableRest;
    }

    // The four coefficients of P. The 0 after them hides from the JIT that the table is constant (LoopConstant).
    private static ReadOnlySpan<float> For16Entries => [0.6931472f, 0.2402343f, 5.5502396e-2f, 0, 0];

    private static ReadOnlySpan<float> For8Entries => [0.6931472f, 0.24022652f, 5.5508088e-2f, 9.6140401e-3f, 0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> Create<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange => new(in scale, maxima, TRange.Shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> CreateScaled<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange
    {
        SingleExp<TLanes> exp = new(in scale, maxima, TRange.Shifts);
        TLanes whole = exp.Parts<TRange>(maxima, out TLanes rest);
        return new(exp, exp._tableRest + Rounding.Of(whole, rest));
    }

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
        TLanes p = sizeof(TLanes) == 64 ? _third : TLanes.MulAdd(_fourth, f, _third);
        p = TLanes.MulAdd(TLanes.MulAdd(p, f, _second), f, _first);
        rest = TLanes.MulAdd(p, f, TLanes.Lookup(_tableRest, t));
        return TLanes.Power(_table, t);
    }
}

/// <summary>The correction that makes an exponential in two parts representable as a float.</summary>
internal static class Rounding
{
    /// <summary>Returns what must be added to <paramref name="rest"/> to make whole · (1 + rest) equal to the float it rounds to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes whole, TLanes rest)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        TLanes rounded = TLanes.MulAdd(whole, rest, whole);
        TLanes lost = TLanes.MulAdd(whole, rest, whole - rounded);
        // Subtracting the bits of a float from this number approximates its reciprocal to within 12 %. That is enough,
        // because the correction is only about 2^-24.
        TLanes reciprocal = TLanes.SubtractBits(TLanes.Create(BitConverter.Int32BitsToSingle(0x7EF311C7)), rounded);
        return TLanes.Create(0) - lost * reciprocal;
    }
}

/// <summary>
/// Hides from the JIT that a value is a constant, so that it stays in a register. Otherwise, if a constant is also used outside a
/// loop, the JIT reloads it in each iteration, and the loads take longer than the arithmetic.
/// </summary>
internal static class LoopConstant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ReadOnlySpan<float> constants, int index)
        where TLanes : unmanaged, ISingles<TLanes> =>
        TLanes.Create(Volatile.Read(in Unsafe.Add(ref MemoryMarshal.GetReference(constants), index)));
}
