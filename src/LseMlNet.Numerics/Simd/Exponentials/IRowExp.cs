namespace LseMlNet.Numerics.Simd;

/// <summary>
/// e^x · 2^s for the elements of one row, with s such that the largest becomes about 2^60: far enough from the subnormal numbers
/// that gradual underflow happens once, in the division by the sum. What is too far below the maximum to count is 0. For a
/// <see cref="CentralRow"/>, whose exponentials are all far enough, s is 30.
/// </summary>
internal interface IRowExp<TSelf, TLanes, T>
    where TSelf : struct, IRowExp<TSelf, TLanes, T>
{
    /// <summary>Whether a row with this maximum is a <see cref="NearRow"/>; if not, it is a <see cref="FarRow"/>.</summary>
    static abstract bool IsNear(T maximum);

    /// <summary>Whether a row with such extremes is an <see cref="OrdinaryRow"/>.</summary>
    static abstract bool IsOrdinary(T minimum, T maximum);

    static abstract TSelf Create<TRange>(T maximum)
        where TRange : struct, IRowRange;

    /// <summary>
    /// The same for results that will be rounded, multiplied by what makes the largest of them a number of the type: its rounding would be in each
    /// quotient of the row, through the sum.
    /// </summary>
    static abstract TSelf CreateScaled<TRange>(T maximum)
        where TRange : struct, IRowRange;

    /// <summary>The result as whole · (1 + rest), which may be more accurate than one number can be.</summary>
    TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange;
}
