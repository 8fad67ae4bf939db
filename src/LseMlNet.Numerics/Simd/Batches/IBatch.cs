using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>An operation and its arguments, applied to rows of equal length.</summary>
internal interface IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int RowLength { get; }

    /// <summary>
    /// Processes the rows from <paramref name="first"/> up to but not including <paramref name="end"/> in vector registers.
    /// <paramref name="threads"/> is greater than 1 only for a single long row, whose blocks the threads share.
    /// </summary>
    void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>;

    /// <summary>Does the same one element at a time, for processors without vector registers.</summary>
    void RunScalar(int first, int end);
}
