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
    private readonly BaseTwo<TLanes> _baseTwo;
    private readonly TLanes _table;
    private readonly TLanes _tableRest;
    private readonly TLanes _maximum;
    private readonly TLanes _lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(float maximum, bool subtractsMaximum, bool shifts)
    {
        ReadOnlySpan<float> constants = sizeof(TLanes) == 64 ? For16Entries : For8Entries;
        _baseTwo = new(constants);
        _maximum = TLanes.Create(maximum);
        TLanes rest = subtractsMaximum ? TLanes.Create(0) : _maximum;
        _table = TLanes.AddBits(TLanes.Table, BaseTwo<TLanes>.Exponent(rest, shifts));
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

    // As BaseTwo wants them, and a 0 that makes a variable of the rests of the table.
    private static ReadOnlySpan<float> For16Entries =>
        [BaseTwo<TLanes>.Log2E, BaseTwo<TLanes>.Log2ERest, BaseTwo<TLanes>.NearestInteger / 16, 0.6931472f, 0.2402343f, 5.5502396e-2f, 0, 0];

    private static ReadOnlySpan<float> For8Entries =>
        [BaseTwo<TLanes>.Log2E, BaseTwo<TLanes>.Log2ERest, BaseTwo<TLanes>.NearestInteger / 8, 0.6931472f, 0.24022652f, 5.5508088e-2f, 9.6140401e-3f, 0];

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
        return (MathF.FusedMultiplyAdd(rest, BaseTwo<TLanes>.Log2E, BaseTwo<TLanes>.NearestInteger) - BaseTwo<TLanes>.NearestInteger - Headroom.Exponent) * 0.6931471805599453 - rest;
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
        TLanes p = _baseTwo.Polynomial(d, sizeof(TLanes) != 64, out TLanes t, out TLanes f);
        rest = TLanes.MulAdd(p, f, TLanes.Lookup(_tableRest, t));
        // The numbers of bits stand in the branches because only a constant becomes an immediate operand.
        TLanes exponent = sizeof(TLanes) == 64 ? TLanes.ShiftLeft(t, 19) : TLanes.ShiftLeft(t, 20);
        return TLanes.AddBits(TLanes.Lookup(_table, t), exponent);
    }
}
