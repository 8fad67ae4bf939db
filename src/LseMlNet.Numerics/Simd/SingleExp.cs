using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// With t the multiple of 1 / entries nearest to x · log₂ e: e^x = 2^t · 2^f. The first factor comes from a table that lies in a
/// register, its exponent from the upper bits of t; the second is a polynomial (exp.sollya, table.py). Subtracting the maximum as a
/// power of two, in the exponent, spares the rounding of x − m, which would cost up to 80 ulp. Beyond 256 that rounding is none where
/// it matters: m − 105 ≤ x ≤ m is within a factor of 2, so x − m is exact.
/// <para>
/// An exponential is made in two parts, whole · (1 + rest), and rounded once. The rounding of the largest one would be in each quotient of the
/// row, through the sum; so all of them are multiplied by what makes that one a float.
/// </para>
/// </remarks>
internal readonly unsafe struct SingleExp<TLanes> : IRowExp<SingleExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private const float Log2E = 1.442695f;
    private const float NearestInteger = 12582912; // 1.5 · 2^23: adding it rounds to an integer, which then stands in the low bits.

    private readonly TLanes _table;
    private readonly TLanes _tableRest;
    private readonly TLanes _maximum;
    private readonly TLanes _lowest;
    private readonly TLanes _log2E;
    private readonly TLanes _log2ERest;
    private readonly TLanes _nearestEntry;
    private readonly TLanes _first;
    private readonly TLanes _second;
    private readonly TLanes _third;
    private readonly TLanes _fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(float maximum, bool subtractsMaximum, bool shifts)
    {
        ReadOnlySpan<float> constants = sizeof(TLanes) == 64 ? For16Entries : For8Entries;
        _log2E = LoopConstant.Load<TLanes>(constants, 0);
        _log2ERest = LoopConstant.Load<TLanes>(constants, 1);
        _nearestEntry = LoopConstant.Load<TLanes>(constants, 2);
        _first = LoopConstant.Load<TLanes>(constants, 3);
        _second = LoopConstant.Load<TLanes>(constants, 4);
        _third = LoopConstant.Load<TLanes>(constants, 5);
        _fourth = LoopConstant.Load<TLanes>(constants, 6);
        _maximum = TLanes.Create(maximum);
        TLanes rest = subtractsMaximum ? TLanes.Create(0) : _maximum;
        TLanes exponent = shifts
            ? TLanes.SubtractBits(
                TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.Exponent << 23)),
                TLanes.ShiftLeft(TLanes.MulAdd(rest, _log2E, TLanes.Create(NearestInteger)), 23))
            : TLanes.Create(BitConverter.Int32BitsToSingle(Headroom.CentralExponent << 23));
        _table = TLanes.AddBits(TLanes.Table, exponent);
        _tableRest = TLanes.TableRest + LoopConstant.Load<TLanes>(constants, 7);
        // e^-105 is below half the smallest subnormal number.
        _lowest = rest - TLanes.Create(105);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(SingleExp<TLanes> unscaled, TLanes tableRest)
    {
        this = unscaled;
        _tableRest = tableRest;
    }

    // log2 e and what its rounding left, 1.5 · 2^23 / entries, and the coefficients of the polynomial (exp.sollya).
    private static ReadOnlySpan<float> For16Entries => [1.442695f, 1.925963e-8f, 786432, 0.6931472f, 0.2402343f, 5.5502396e-2f, 0, 0];

    private static ReadOnlySpan<float> For8Entries => [1.442695f, 1.925963e-8f, 1572864, 0.6931472f, 0.24022652f, 5.5508088e-2f, 9.6140401e-3f, 0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(float maximum) => maximum * maximum < 256 * 256;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOrdinary(float minimum, float maximum) => IsNear(maximum) && minimum >= maximum - 105;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> CreateScaled<TRange>(float maximum)
        where TRange : struct, IRowRange
    {
        SingleExp<TLanes> exp = new(maximum, TRange.SubtractsMaximum, TRange.Shifts);
        TLanes whole = exp.PartsOf(TLanes.Create(TRange.SubtractsMaximum ? 0 : maximum), out TLanes rest);
        return new(exp, exp._tableRest + Rounding.Of(whole, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> Create<TRange>(float maximum)
        where TRange : struct, IRowRange => new(maximum, TRange.SubtractsMaximum, TRange.Shifts);

    /// <summary>The logarithm of what the parts are e^(x − m) divided by, m the maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Shift(float maximum)
    {
        float rest = IsNear(maximum) ? maximum : 0;
        return (MathF.FusedMultiplyAdd(rest, Log2E, NearestInteger) - NearestInteger - Headroom.Exponent) * 0.6931471805599453 - rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        if (!TRange.Vanishes)
        {
            return PartsOf(x, out rest);
        }

        TLanes d = TRange.SubtractsMaximum ? x - _maximum : x;
        return TLanes.ZeroWhereLess(PartsOf(TLanes.Max(_lowest, d), out rest), d, _lowest);
    }

    /// <summary>The same for a sum alone: what is too far below to count is not 0 but e^-105.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes PartsOfTerm<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        TLanes d = TRange.SubtractsMaximum ? x - _maximum : x;
        return PartsOf(TRange.Vanishes ? TLanes.Max(_lowest, d) : d, out rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes PartsOf(TLanes d, out TLanes rest)
    {
        TLanes biased = TLanes.MulAdd(d, _log2E, _nearestEntry);
        TLanes f = TLanes.MulAdd(d, _log2E, _nearestEntry - biased);
        f = TLanes.MulAdd(d, _log2ERest, f);
        // 2^f = 1 + f P(f)
        TLanes p = sizeof(TLanes) == 64 ? _third : TLanes.MulAdd(_fourth, f, _third);
        p = TLanes.MulAdd(TLanes.MulAdd(p, f, _second), f, _first);
        rest = TLanes.MulAdd(p, f, TLanes.Lookup(_tableRest, biased));
        // The numbers of bits stand in the branches because only a constant becomes an immediate operand.
        TLanes exponent = sizeof(TLanes) == 64 ? TLanes.ShiftLeft(biased, 19) : TLanes.ShiftLeft(biased, 20);
        return TLanes.AddBits(TLanes.Lookup(_table, biased), exponent);
    }
}
