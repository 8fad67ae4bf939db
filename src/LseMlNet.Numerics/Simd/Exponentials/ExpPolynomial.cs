using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The polynomial P of e^r = 1 + r + r² P(r) for |r| ≤ log 2 / 2, with a relative error of 2^-57.8, and the constants that reduce x
/// to r.
/// </summary>
internal static class ExpPolynomial
{
    public const double InverseLog2 = 1.4426950408889634;

    /// <summary>
    /// 1.5 · 2^52. Adding it to a double rounds the double to an integer, which is then found in the low bits of the sum.
    /// </summary>
    public const double NearestInteger = 6755399441055744;

    /// <summary>The first 40 bits of log 2. Its product with an exponent is exact, with or without a fused multiply-add.</summary>
    public const double Log2High = 0.6931471805592082;

    public const double Log2Low = 7.371002565167799e-13;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Invoke<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        TLanes p = TLanes.Create(2.50038420749358296e-8);
        p = TLanes.MulAdd(p, r, TLanes.Create(2.763048717652908732e-7));
        p = TLanes.MulAdd(p, r, TLanes.Create(2.755757467752527706e-6));
        p = TLanes.MulAdd(p, r, TLanes.Create(2.480149238265589334e-5));
        p = TLanes.MulAdd(p, r, TLanes.Create(1.984126951941100122e-4));
        p = TLanes.MulAdd(p, r, TLanes.Create(1.388888894438733163e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(8.33333333348864301e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(4.166666666652688034e-2));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.166666666666664215));
        return TLanes.MulAdd(p, r, TLanes.Create(0.50000000000000111));
    }
}
