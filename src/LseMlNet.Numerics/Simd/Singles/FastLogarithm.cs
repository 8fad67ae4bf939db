using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The natural logarithm, accurate to 2^-36, for float sums that are no more accurate than that. It uses a table, because a row would
/// have to wait for a division.
/// </summary>
internal static class FastLogarithm
{
    private const long RootOfHalf = 0x3FE6A09E667F3BCD;

    // Sixteen intervals from √½ to √2: for each, the reciprocal of its midpoint and the logarithm of that midpoint (table.py).
    private static ReadOnlySpan<double> Table =>
    [
        1.3836391674353192, -0.3247171060318356,
        1.326291993987297, -0.2823870741486711,
        1.2735093305685115, -0.24177634212314647,
        1.2247670714057521, -0.20275068012546468,
        1.1796183913269438, -0.1651909889928721,
        1.1376800081681882, -0.12899110826199242,
        1.0986212750080355, -0.09405600730234959,
        1.0621554447285235, -0.060300281909602564,
        1.0280326183855024, -0.027646896476576033,
        0.9864022751924653, 0.013691020572958177,
        0.934174721261053, 0.0680917905169605,
        0.8826409191001775, 0.12483682122253298,
        0.83649559173089, 0.17853402846646466,
        0.7949355847108498, 0.22949419313149366,
        0.7573098027807991, 0.2779828585637279,
        0.7230848499609425, 0.3242287055337269,
    ];

    /// <summary>Returns log x for a positive normal number, and NaN for NaN and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x)
    {
        // 1. Split x = 2^k m with m in [√½, √2), and reduce m to 1 + r with the reciprocal from the table.
        long bits = BitConverter.DoubleToInt64Bits(x);
        long fromRoot = bits - RootOfHalf;
        long k = fromRoot >> 52;
        nint entry = (nint)(fromRoot >> 47) & 30;
        ref double table = ref Unsafe.Add(ref MemoryMarshal.GetReference(Table), entry);
        double m = BitConverter.Int64BitsToDouble(bits - (k << 52));
        double r = Math.FusedMultiplyAdd(m, table, -1);
        // 2. Add k log 2 and the logarithm from the table. x - x is 0 for finite x, and NaN for NaN and infinity.
        double whole = Math.FusedMultiplyAdd(k, 0.6931471805599453, Unsafe.Add(ref table, 1)) + (x - x);
        // 3. Add log(1 + r) = r P(r); exp.sollya finds P.
        double square = r * r;
        double p = Math.FusedMultiplyAdd(
            0.333333232760254561, square, Math.FusedMultiplyAdd(-0.4999999548847457453, r, 1.00000000000719802));
        double high = Math.FusedMultiplyAdd(0.2002327852311426015, r, -0.250193944301455362);
        p = Math.FusedMultiplyAdd(high, square * r, p);
        return Math.FusedMultiplyAdd(r, p, whole);
    }
}
