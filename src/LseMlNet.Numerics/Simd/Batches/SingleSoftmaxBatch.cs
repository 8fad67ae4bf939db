using LseMlNet.Numerics.Scalar;
namespace LseMlNet.Numerics.Simd;

/// <summary>The softmax of each row of floats.</summary>
internal readonly unsafe struct SingleSoftmaxBatch(float* logits, float* probabilities, int rowLength) : IBatch<float>
{
    public int RowLength => rowLength;

    /// <summary>Computes the softmax of a single row.</summary>
    public static void Run<TLanes, TExp, TWide>(float* logits, float* probabilities, int length)
        where TLanes : unmanaged, ILanes<TLanes, float>
        where TExp : struct, IRowExp<TExp, TLanes, float>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        if (length <= 2 * TLanes.Count)
        {
            ShortRow<TLanes, TExp, TWide>.Softmax(logits, probabilities, length);
        }
        else if (length <= MediumRow<TLanes, TExp, TWide>.Longest)
        {
            MediumRow<TLanes, TExp, TWide>.Softmax(logits, probabilities, length);
        }
        else
        {
            RowKernel<float, TLanes, TExp, TWide>.Softmax(logits, probabilities, length);
        }
    }

    public void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, float>
        where TExp : struct, IRowExp<TExp, TLanes, float>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        if (threads > 1)
        {
            nint start = (nint)first * rowLength;
            SpreadRow<float, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, threads);
            return;
        }

        if (end - first == 1)
        {
            nint start = (nint)first * rowLength;
            Run<TLanes, TExp, TWide>(logits + start, probabilities + start, rowLength);
            return;
        }

        for (int row = first, count; row < end; row += count)
        {
            count = RowGroup.Count(rowLength, end - row);
            nint start = (nint)row * rowLength;
            if (count > Column.RowsAtOnce && Width.InColumns(rowLength, count))
            {
                Width.SoftmaxInColumns(logits + start, probabilities + start, rowLength, count);
            }
            else if (rowLength <= 2 * TLanes.Count)
            {
                ShortRow<TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, count);
            }
            else if (rowLength <= MediumRow<TLanes, TExp, TWide>.Longest)
            {
                MediumRow<TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, count);
            }
            else
            {
                RowKernel<float, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, count);
            }
        }
    }

    public void RunScalar(int first, int end) => new ScalarAxis<float>(logits, rowLength, 1, 1).Softmax(probabilities, first, end);
}
