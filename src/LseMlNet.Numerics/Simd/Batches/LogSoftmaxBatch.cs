using LseMlNet.Numerics.Scalar;
using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>The log-softmax of each row.</summary>
internal readonly unsafe struct LogSoftmaxBatch<T>(T* logits, T* logProbabilities, int rowLength) : ILogBatch<T>
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
        where TWide : unmanaged, ILanes<TWide, double>
    {
        (T high, T low) = sum.Parts;
        T* destination = logProbabilities + (nint)row * rowLength;
        if (threads > 1)
        {
            SpreadRow<T, TLanes, TExp, TWide>.Subtract(Row(row), destination, rowLength, high, low, threads);
        }
        else
        {
            RowKernel<T, TLanes, TExp, TWide>.Subtract(Row(row), destination, rowLength, high, low);
        }
    }

    public void RunScalar(int first, int end) => new ScalarAxis<T>(logits, rowLength, 1, 1).LogSoftmax(logProbabilities, first, end);
}
