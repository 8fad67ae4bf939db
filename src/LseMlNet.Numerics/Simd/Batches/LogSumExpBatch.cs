using LseMlNet.Numerics.Scalar;
using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>The log-sum-exp of each row.</summary>
internal readonly unsafe struct LogSumExpBatch<T>(T* logits, int rowLength, T* results) : ILogBatch<T>
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
        where TWide : unmanaged, ILanes<TWide, double> =>
        results[row] = sum.Cancels
            ? T.CreateTruncating(Pair.LogOnePlus(NearZeroSum<TWide>.LessOne((double*)Row(row), rowLength)).Value)
            : sum.LogSumExp;

    public void RunScalar(int first, int end) => new ScalarAxis<T>(logits, rowLength, 1, 1).LogSumExp(results, first, end);
}
