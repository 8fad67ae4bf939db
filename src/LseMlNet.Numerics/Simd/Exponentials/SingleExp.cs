using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// <para>
/// 1. Split x · log₂ e = t + f, where t is the nearest multiple of 1 / entries, so that e^x = 2^t · 2^f.
/// 2. Take the fraction of 2^t from a table in a register (table.py), and its exponent from the upper bits of t.
/// 3. Evaluate 2^f = 1 + f P(f) by a polynomial (exp.sollya).
/// </para>
/// <para>
/// The maximum m is subtracted from the exponent, as a power of two. This avoids the rounding of x − m, which would cost up to 80 ulp.
/// If m is beyond ±256, x − m is exact wherever the result is not 0: m − 105 ≤ x ≤ m, so x and m differ by less than a factor of 2.
/// Then m is subtracted first.
/// </para>
/// <para>
/// An exponential has two parts, whole · (1 + rest), and is rounded once. The rounding error of the largest exponential would enter the
/// sum, and with it each quotient of the row. Therefore all exponentials are multiplied by the factor that makes the largest one a float.
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
        // e^-105 is less than half of the smallest subnormal number.
        _lowest = rest - TLanes.Create(105);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(SingleExp<TLanes> unscaled, TLanes tableRest)
    {
        this = unscaled;
        _tableRest = tableRest;
    }

    // The constants of BaseTwo, in the same order. The 0 after them hides from the JIT that the table's rounding errors are
    // constants (LoopConstant).
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

    /// <summary>Returns the logarithm of e^(x − m) ÷ exponential, where m is the maximum. It is the same for each x.</summary>
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

    /// <summary>Does the same for use in a sum only: elements too far below the maximum to matter give e^-105 instead of 0.</summary>
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
        // The shift counts are in separate branches because the JIT encodes only constants as immediate operands.
        TLanes exponent = sizeof(TLanes) == 64 ? TLanes.ShiftLeft(t, 19) : TLanes.ShiftLeft(t, 20);
        return TLanes.AddBits(TLanes.Lookup(_table, t), exponent);
    }
}
