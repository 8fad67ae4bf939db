namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes e^(x/T) · 2^s for the elements of a row. The scale s makes the largest exponential about 2^60. This is so far from the
/// subnormal numbers that gradual underflow happens only once: in the division by the sum. For a <see cref="CentralRow"/>, s is always 30.
/// </summary>
/// <remarks>
/// <para>
/// 1. Split x · log₂ e / T = t + f, where t is the nearest multiple of 1 / entries, so that e^(x/T) = 2^t · 2^f.
/// 2. Take the fraction of 2^t from a table in a register (table.py), and its exponent from the upper bits of t.
/// 3. Evaluate 2^f = 1 + f P(f) by a polynomial (exp.sollya).
/// </para>
/// <para>
/// The maximum m is subtracted from the exponent, as a power of two. This avoids the rounding of x − m, which would cost up to 80 ulp. If m
/// is far from 0, it is subtracted first, which is then exact (<see cref="SingleScale.Near"/>). A logit more than 105 T below m is raised
/// to that distance: its exponential divided by the sum is still 0.
/// </para>
/// <para>
/// An exponential has two parts, whole · (1 + rest), and is rounded once.
/// </para>
/// </remarks>
internal interface ISingleExp<TSelf, TLanes>
    where TLanes : unmanaged, ISingles<TLanes>
    where TSelf : struct, ISingleExp<TSelf, TLanes>
{
    /// <summary>Creates the exponential for rows that occupy one lane each, or for one row whose maximum is in all lanes.</summary>
    static abstract TSelf Create<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange;

    /// <summary>
    /// Creates the exponential for results that will be rounded to floats. All of them are multiplied by the factor that makes the largest
    /// one a float. Otherwise, its rounding error would enter the sum, and through the sum each quotient of the row.
    /// </summary>
    static abstract TSelf CreateScaled<TRange>(in SingleScale scale, TLanes maxima)
        where TRange : struct, IRange;

    /// <summary>Returns x minus what is subtracted from each logit, but not less than a number whose exponential does not matter.</summary>
    TLanes Clamp<TRange>(TLanes x)
        where TRange : struct, IRange;

    /// <summary>Returns the exponential as whole · (1 + rest).</summary>
    TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRange;
}
