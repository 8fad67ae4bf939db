using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>An operation with its arguments, over rows of one length.</summary>
internal interface IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    int RowLength { get; }

    /// <summary>
    /// Does rows <paramref name="first"/> to before <paramref name="end"/> in vector registers. More than one thread is for one long row,
    /// whose blocks they share.
    /// </summary>
    void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>;

    /// <summary>The same an element at a time, for machines without.</summary>
    void RunScalar(int first, int end);
}
