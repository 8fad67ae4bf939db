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
    private const float NearestInteger = 12582912; // 1.5 · 2^23: adding it rounds to an integer, which then stands in the low bits.
    private const int Headroom = 60;

    private readonly TLanes _table;
    private readonly TLanes _origin;
    private readonly TLanes _lowest;
    private readonly double _shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SingleExp(float maximum)
    {
        float origin = MathF.Abs(maximum) > 256 ? maximum : 0;
        float rest = maximum - origin;
        // Rounded as in Invoke; shifting its bits leaves the exponent alone in its place.
        float biased = rest * 1.442695f + NearestInteger;
        int exponentBits = (Headroom << 23) - (BitConverter.SingleToInt32Bits(biased) << 23);
        _table = TLanes.AddBits(TLanes.Table, TLanes.Create(BitConverter.Int32BitsToSingle(exponentBits)));
        _origin = TLanes.Create(origin);
        // e^-105 is below half the smallest subnormal number.
        _lowest = TLanes.Create(rest - 105);
        _shift = (biased - NearestInteger - Headroom) * 0.6931471805599453 - rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleExp<TLanes> Create(float maximum) => new(maximum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke(TLanes x)
    {
        TLanes d = x - _origin;
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(1.442695f * (1 << TLanes.TableBits)), TLanes.Create(NearestInteger));
        TLanes t = biased - TLanes.Create(NearestInteger);
        // Without a table the machine may lack a fused multiply-add; there a short high part makes the first product exact.
        float high = TLanes.TableBits == 0 ? 0.693115234375f : 0.6931472f / (1 << TLanes.TableBits);
        float low = TLanes.TableBits == 0 ? 3.1946184e-05f : -1.9046542e-09f / (1 << TLanes.TableBits);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-low), TLanes.MulAdd(t, TLanes.Create(-high), d));
        TLanes power = TLanes.AddBits(TLanes.Lookup(_table, biased), TLanes.ShiftLeft(biased, 23 - TLanes.TableBits));
        return TLanes.ZeroWhereLess(TLanes.MulAdd(power, ExpMinusOne(r), power), d, _lowest);
    }

    public double LogSum(double sum) => _shift + Math.Log(sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpMinusOne(TLanes r)
    {
        TLanes p;
        switch (TLanes.TableBits)
        {
            case 4:
                p = TLanes.Create(0.16666713f);
                p = TLanes.MulAdd(p, r, TLanes.Create(0.50001615f));
                break;
            case 3:
                p = TLanes.Create(0.041704759f);
                p = TLanes.MulAdd(p, r, TLanes.Create(0.16668028f));
                p = TLanes.MulAdd(p, r, TLanes.Create(0.49999994f));
                break;
            default:
                p = TLanes.Create(0.0013782198f);
                p = TLanes.MulAdd(p, r, TLanes.Create(0.0083686775f));
                p = TLanes.MulAdd(p, r, TLanes.Create(0.041668966f));
                p = TLanes.MulAdd(p, r, TLanes.Create(0.16666521f));
                p = TLanes.MulAdd(p, r, TLanes.Create(0.49999991f));
                break;
        }

        return TLanes.MulAdd(p, r * r, r);
    }
}
