using LseMlNet.Numerics.Scalar;
using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>The cross-entropy of each row against its label.</summary>
internal readonly unsafe struct CrossEntropyBatch<T>(T* logits, int rowLength, int* labels, T* results) : ILogBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    public void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double> => LogSum<T, TLanes, TExp, TWide>.Run(in this, first, end, threads);

    public T* Row(int row) => logits + (nint)row * rowLength;

    public void Finish<TLanes, TExp, TWide>(int row, RowSum<T> sum, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double> => results[row] = sum.CrossEntropy(Row(row)[labels[row]]);

    public void RunScalar(int first, int end) => new ScalarAxis<T>(logits, rowLength, 1, 1).CrossEntropy(labels, results, first, end);
}
