namespace LseMlNet.Numerics.Simd;

/// <summary>
/// e^x · 2^s for the elements of one row, with s such that the largest becomes about 2^60: far enough from the subnormal numbers
/// that gradual underflow happens once, in the division by the sum.
/// </summary>
internal interface IRowExp<TSelf, TLanes, T>
    where TSelf : struct, IRowExp<TSelf, TLanes, T>
{
    static abstract TSelf Create(T maximum);

    TLanes Invoke(TLanes x);
}
