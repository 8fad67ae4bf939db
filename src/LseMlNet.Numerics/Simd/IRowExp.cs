namespace LseMlNet.Numerics.Simd;

/// <summary>
/// e^x · 2^s for the elements of one row, with s such that the largest becomes about 2^60: far enough from the subnormal numbers
/// that gradual underflow happens once, in the division by the sum. What is too far below the maximum to count is 0.
/// </summary>
internal interface IRowExp<TSelf, TLanes, T>
    where TSelf : struct, IRowExp<TSelf, TLanes, T>
{
    /// <summary>Which kind of row this maximum makes; every other method wants to be called with it.</summary>
    static abstract bool IsNear(T maximum);

    static abstract TSelf Create<TRange>(T maximum)
        where TRange : struct, IRowRange;

    /// <summary>The same for results that are wanted in parts, where nothing has been rounded.</summary>
    static abstract TSelf CreateUnscaled<TRange>(T maximum)
        where TRange : struct, IRowRange;

    TLanes Invoke<TRange>(TLanes x)
        where TRange : struct, IRowRange;

    /// <summary>The result as whole · (1 + rest), more accurate than one number can be.</summary>
    TLanes Parts<TRange>(TLanes x, out TLanes rest)
        where TRange : struct, IRowRange;
}
