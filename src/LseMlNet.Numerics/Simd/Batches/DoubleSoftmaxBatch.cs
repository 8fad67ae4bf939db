using LseMlNet.Numerics.Scalar;
namespace LseMlNet.Numerics.Simd;

/// <summary>The softmax of each row of doubles.</summary>
internal readonly unsafe struct DoubleSoftmaxBatch(double* logits, double* probabilities, int rowLength) : IBatch<double>
{
    public int RowLength => rowLength;

    public void Run<TLanes, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ILanes<TLanes, double>
        where TExp : struct, IRowExp<TExp, TLanes, double>
        where TWide : unmanaged, ILanes<TWide, double>
    {
        if (threads > 1)
        {
            nint start = (nint)first * rowLength;
            SpreadRow<double, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, threads);
            return;
        }

        for (int row = first, count; row < end; row += count)
        {
            nint start = (nint)row * rowLength;
            if (rowLength < TLanes.Count)
            {
                count = 1;
                PartialRow<TLanes, TExp>(logits + start, probabilities + start, rowLength);
            }
            else if (end - row == 1)
            {
                count = 1;
                RowKernel<double, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength);
            }
            else
            {
                count = RowGroup.Count(rowLength, end - row);
                RowKernel<double, TLanes, TExp, TWide>.Softmax(logits + start, probabilities + start, rowLength, count);
            }
        }
    }

    public void RunScalar(int first, int end) => new ScalarAxis<double>(logits, rowLength, 1, 1).Softmax(probabilities, first, end);

    /// <summary>Computes the softmax of a row that is shorter than a register.</summary>
    private static void PartialRow<TLanes, TExp>(double* logits, double* probabilities, int length)
        where TLanes : unmanaged, ILanes<TLanes, double>
        where TExp : struct, IRowExp<TExp, TLanes, double>
    {
        TLanes x = TLanes.LoadPartial(logits, length, double.NegativeInfinity);
        double maximum = TLanes.MaxAcross(x);
        TLanes power = TExp.IsNear(maximum) ? TExp.Create<NearRow>(maximum).Parts<NearRow>(x, out _) : TExp.Create<FarRow>(maximum).Parts<FarRow>(x, out _);
        (double reciprocal, double error) = Quotient<double, TLanes>.Reciprocal(TLanes.SumAcross(power));
        TLanes high = TLanes.Create(reciprocal);
        TLanes low = TLanes.Create(error);
        TLanes.StorePartial(Quotient<double, TLanes>.Of(power, high, low), probabilities, length);
    }
}
