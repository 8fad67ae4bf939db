using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <inheritdoc cref="IRowExp{TSelf, TLanes, T}"/>
/// <remarks>
/// With t the integer nearest to x · entries / log 2: e^x = 2^(t / entries) · e^r. The first factor comes from a table that lies in a
/// register, its exponent from the upper bits of t; the second is a polynomial (exp.sollya, table.py). Subtracting the maximum as a
/// power of two, in the exponent, spares the rounding of x − m, which would cost up to 80 ulp. Beyond 256 that rounding is none where
/// it matters: m − 105 ≤ x ≤ m is within a factor of 2, so x − m is exact.
/// </remarks>
internal readonly struct SingleExp<TLanes> : IRowExp<SingleExp<TLanes>, TLanes, float>
    where TLanes : unmanaged, ILanes<TLanes, float>
{
    private const float InverseLog2 = 1.442695f;
    private const float NearestInteger = 12582912; // 1.5 · 2^23: adding it rounds to an integer, which then stands in the low bits.
    private const int Headroom = 60;

    /// <summary>A power of two that no exponential reaches.</summary>
    public const float AboveAll = 2305843009213693952; // 2^61

    private readonly TLanes _table;
    private readonly TLanes _origin;
    private readonly TLanes _lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(TLanes maximum)
    {
        _origin = TLanes.ZeroWhereLess(maximum, maximum * maximum, TLanes.Create(256 * 256));
        TLanes rest = maximum - _origin;
        // Rounded as in Invoke; shifting its bits leaves the exponent alone in its place.
        TLanes biased = TLanes.MulAdd(rest, TLanes.Create(InverseLog2), TLanes.Create(NearestInteger));
        TLanes headroom = TLanes.Create(BitConverter.Int32BitsToSingle(Headroom << 23));
        _table = TLanes.AddBits(TLanes.Table, TLanes.SubtractBits(headroom, TLanes.ShiftLeft(biased, 23)));
        // e^-105 is below half the smallest subnormal number.
        _lowest = rest - TLanes.Create(105);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> Create(float maximum) => new(TLanes.Create(maximum));

    /// <summary>The logarithm of what the results are e^(x − m) divided by, m the maximum.</summary>
    public static double Shift(float maximum)
    {
        float rest = maximum * maximum < 256 * 256 ? maximum : 0;
        return (MathF.FusedMultiplyAdd(rest, InverseLog2, NearestInteger) - NearestInteger - Headroom) * 0.6931471805599453 - rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes x)
    {
        TLanes d = x - _origin;
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(InverseLog2 * (1 << TLanes.TableBits)), TLanes.Create(NearestInteger));
        TLanes t = biased - TLanes.Create(NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.6931472f / (1 << TLanes.TableBits)), d);
        r = TLanes.MulAdd(t, TLanes.Create(1.9046542e-09f / (1 << TLanes.TableBits)), r);
        TLanes power = TLanes.AddBits(TLanes.Lookup(_table, biased), Shifted(biased));
        return TLanes.ZeroWhereLess(TLanes.MulAdd(power, ExpMinusOne(r), power), d, _lowest);
    }

    /// <summary>The same in two parts, whole · (1 + rest), to about 2^-29; what is too far below to count is not 0 but e^-105.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Parts(TLanes x, out TLanes rest)
    {
        TLanes d = TLanes.Max(_lowest, x - _origin);
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(InverseLog2 * (1 << TLanes.TableBits)), TLanes.Create(NearestInteger));
        TLanes t = biased - TLanes.Create(NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.6931472f / (1 << TLanes.TableBits)), d);
        r += TLanes.MulAdd(t, TLanes.Create(1.9046542e-09f / (1 << TLanes.TableBits)), TLanes.Lookup(TLanes.TableRest, biased));
        rest = ExpMinusOne(r);
        return TLanes.AddBits(TLanes.Lookup(_table, biased), Shifted(biased));
    }

    // The numbers of bits stand in the branches because only a constant becomes an immediate operand.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Shifted(TLanes biased) =>
        TLanes.TableBits == 4 ? TLanes.ShiftLeft(biased, 19) : TLanes.ShiftLeft(biased, 20);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpMinusOne(TLanes r)
    {
        TLanes p;
        if (TLanes.TableBits == 4)
        {
            p = TLanes.Create(0.16666713f);
            p = TLanes.MulAdd(p, r, TLanes.Create(0.50001615f));
        }
        else
        {
            p = TLanes.Create(0.041704759f);
            p = TLanes.MulAdd(p, r, TLanes.Create(0.16668028f));
            p = TLanes.MulAdd(p, r, TLanes.Create(0.49999994f));
        }

        return TLanes.MulAdd(p, r * r, r);
    }
}
