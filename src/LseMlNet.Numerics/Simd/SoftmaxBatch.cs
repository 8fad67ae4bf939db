using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>Softmax of each row.</summary>
internal readonly unsafe struct SoftmaxBatch<T>(T* logits, T* probabilities, int rowLength) : IBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int RowLength => rowLength;

    public void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        if (end - first > 1)
        {
            RunGroups<TLanes, TExp, TWide>(first, end);
            return;
        }

        nint start = (nint)first * rowLength;
        if (threads > 1)
        {
            SpreadRow<T, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, threads);
        }
        else if (first < end)
        {
            RowKernel<T, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength);
        }
    }

    private void RunGroups<TLanes, TExp, TWide>(int first, int end)
        where TLanes : unmanaged, ILanes<TLanes, T>
        where TExp : struct, IRowExp<TExp, TLanes, T>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        for (int row = first, count; row < end; row += count)
        {
            count = RowGroup.Count(rowLength, end - row);
            nint start = (nint)row * rowLength;
            if (typeof(T) == typeof(float) && Width.InColumns(rowLength, count))
            {
                Width.SoftmaxInColumns((float*)(logits + start), (float*)(probabilities + start), rowLength, count);
            }
            else
            {
                RowKernel<T, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, count);
            }
        }
    }

    public void RunScalar(int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            nint start = (nint)row * rowLength;
            ScalarRow<T>.Softmax(new(logits + start, rowLength), new(probabilities + start, rowLength));
        }
    }
}
