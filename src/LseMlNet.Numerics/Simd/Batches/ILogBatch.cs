using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>An operation whose result needs only a few more additions once log Σ of the row is known.</summary>
internal unsafe interface ILogBatch<T> : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    T* Row(int row);

    void Finish<TLanes, TExp, TWide>(int row, RowSum<T> sum, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>;
}
