using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>Log-softmax of each row.</summary>
internal readonly unsafe struct LogSoftmaxBatch<T>(T* logits, T* logProbabilities, int rowLength) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    public void Run<TLanes, TExp, TWide>(int first, int end)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        for (int row = first; row < end; row++)
        {
            nint start = (nint)row * rowLength;
            (T high, T low) = LogSum<T, TLanes, TExp, TWide>.Of(logits + start, rowLength).Parts;
            RowKernel<T, TLanes, TExp, TWide>.Subtract(logits + start, logProbabilities + start, rowLength, high, low);
        }
    }

    public void RunScalar(int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            nint start = (nint)row * rowLength;
            ScalarRow<T>.LogSoftmax(new(logits + start, rowLength), new(logProbabilities + start, rowLength));
        }
    }
}
