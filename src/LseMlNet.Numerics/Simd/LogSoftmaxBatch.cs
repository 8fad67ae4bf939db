using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Log-softmax of each row.</summary>
internal readonly unsafe struct LogSoftmaxBatch<T>(T* logits, T* logProbabilities, int rowLength) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    [SkipLocalsInit]
    public void Run<TLanes, TExp, TWide>(int first, int end)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        T* maxima = stackalloc T[RowGroup.Rows];
        double* logs = stackalloc double[RowGroup.Rows];
        double* lows = stackalloc double[RowGroup.Rows];
        for (int row = first, count; row < end; row += count)
        {
            count = RowGroup.Count(rowLength, end - row);
            LogSum<T, TLanes, TExp, TWide>.Of(logits + (nint)row * rowLength, rowLength, count, maxima, logs, lows);
            for (int i = 0; i < count; i++)
            {
                (T high, T low) = new RowSum<T>(maxima[i], logs[i], lows[i]).Parts;
                nint start = (nint)(row + i) * rowLength;
                RowKernel<T, TLanes, TExp, TWide>.Subtract(logits + start, logProbabilities + start, rowLength, high, low);
            }
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
