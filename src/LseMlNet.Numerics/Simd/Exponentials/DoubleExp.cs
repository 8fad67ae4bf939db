using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// Follows the steps of <see cref="SingleExp{TLanes}"/>, but only 512-bit registers have a table. If the maximum m is beyond ±1500, it
/// is subtracted first. That subtraction is exact wherever the result is not 0: m − 745.2 ≤ x ≤ m, so x and m differ by less than a
/// factor of 2.
/// </remarks>
internal readonly struct DoubleExp<TLanes> : IRowExp<DoubleExp<TLanes>, TLanes, double>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private readonly TLanes _table;
    private readonly TLanes _maximum;
    private readonly TLanes _lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DoubleExp(double maximum, double rest)
    {
        double exponent = Math.Round(rest * ExpPolynomial.InverseLog2);
        long exponentBits = (Headroom.Exponent - (long)exponent) << 52;
        _table = TLanes.AddBits(TLanes.Table, TLanes.Create(BitConverter.Int64BitsToDouble(exponentBits)));
        _maximum = TLanes.Create(maximum);
        // e^-746 is less than half of the smallest subnormal number.
        _lowest = TLanes.Create(rest - 746);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNear(double maximum) => Math.Abs(maximum) <= 1500;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsOrdinary(double minimum, double maximum) => IsNear(maximum) && minimum >= maximum - 746;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleExp<TLanes> Create<TRange>(double maximum)
        where TRange : struct, IRowRange => new(maximum, TRange.SubtractsMaximum ? 0 : maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleExp<TLanes> CreateScaled<TRange>(double maximum)
        where TRange : struct, IRowRange => Create<TRange>(maximum);

    /// <summary>Returns the exponential, which is already rounded, so <paramref name="rest"/> is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange
    {
        TLanes d = TRange.SubtractsMaximum ? x - _maximum : x;
        TLanes biased = TLanes.MulAdd(
            d, TLanes.Create(ExpPolynomial.InverseLog2 * (1 << TLanes.TableBits)), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2High / (1 << TLanes.TableBits)), d);
        r = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2Low / (1 << TLanes.TableBits)), r);
        TLanes exponent = TLanes.TableBits == 3 ? TLanes.ShiftLeft(biased, 49) : TLanes.ShiftLeft(biased, 52);
        TLanes power = TLanes.AddBits(TLanes.Lookup(_table, biased), exponent);
        TLanes p = TLanes.TableBits == 3 ? ShortPolynomial(r) : ExpPolynomial.Invoke(r);
        TLanes result = TLanes.MulAdd(power, TLanes.MulAdd(p, r * r, r), power);
        rest = TLanes.Create(0);
        return TRange.Vanishes ? TLanes.ZeroWhereLess(result, d, _lowest) : result;
    }

    /// <summary>Evaluates the polynomial P of e^r = 1 + r + r² P(r) for |r| ≤ log 2 / 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ShortPolynomial(TLanes r)
    {
        TLanes p = TLanes.Create(1.98405598207310966e-4);
        p = TLanes.MulAdd(p, r, TLanes.Create(1.3889781137074455e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(8.33333337134081059e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(4.16666665699894079e-2));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.16666666666663707));
        return TLanes.MulAdd(p, r, TLanes.Create(0.500000000000029643));
    }
}
