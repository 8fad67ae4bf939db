using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>An operation on floats and its arguments, divided into units that do not depend on each other: rows or positions.</summary>
internal interface ISingleOperation
{
    /// <summary>
    /// Processes the units from <paramref name="first"/> up to but not including <paramref name="end"/> in vector registers.
    /// <paramref name="threads"/> is greater than 1 only for a single long row, whose blocks the threads share.
    /// </summary>
    void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>;

    /// <summary>Does the same one element at a time.</summary>
    void RunScalar(int first, int end);
}
