namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes e^x · 2^s for the elements of one row. The scale s makes the largest exponential about 2^60. This is so far from the
/// subnormal numbers that gradual underflow happens only once: in the division by the sum. The result is 0 for elements too far below the
/// maximum to matter. For a <see cref="CentralRow"/>, no result is 0, and s is always 30.
/// </summary>
internal interface IRowExp<TSelf, TLanes, T>
    where TSelf : struct, IRowExp<TSelf, TLanes, T>
{
    /// <summary>Whether a row with this maximum is a <see cref="NearRow"/>. If not, it is a <see cref="FarRow"/>.</summary>
    static abstract bool IsNear(T maximum);

    /// <summary>Whether a row with this minimum and maximum is an <see cref="OrdinaryRow"/>.</summary>
    static abstract bool IsOrdinary(T minimum, T maximum);

    static abstract TSelf Create<TRange>(T maximum)
        where TRange : struct, IRowRange;

    /// <summary>
    /// Creates the exponential for results that will be rounded to the element type. All of them are multiplied by the factor that makes
    /// the largest one representable. Otherwise its rounding error would enter the sum, and with it each quotient of the row.
    /// </summary>
    static abstract TSelf CreateScaled<TRange>(T maximum)
        where TRange : struct, IRowRange;

    /// <summary>Returns the exponential as whole · (1 + rest), which can be more accurate than one number.</summary>
    TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange;
}
