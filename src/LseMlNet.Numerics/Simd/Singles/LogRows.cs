using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The log-softmax, the log-sum-exp or the cross-entropy of rows of floats.</summary>
internal readonly unsafe struct LogRows(RowFunction function, float* logits, int* labels, float* results, int length, SingleScale* scale)
    : ISingleOperation
{
    private const int Group = TransposedRows.Rows;

    [MethodImpl(Kernel.Options)]
    public void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        float* maxima = stackalloc float[Group];
        double* logs = stackalloc double[Group];
        for (int row = first, count; row < end; row += count)
        {
            float* x = logits + (nint)row * length;
            if (threads > 1)
            {
                count = 1;
                logs[0] = BlockedRow<TLanes, TExp, TWide>.LogSum(x, length, in *scale, threads, out maxima[0]);
            }
            else
            {
                count = Logs<TLanes, TShortExp, TExp, TWide>(x, end - row, maxima, logs);
            }

            Finish<TLanes>(row, count, maxima, logs, threads);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunScalar(int first, int end) =>
        new ScalarAxis<float>(logits, length, 1, scale->Temperature).Run(function, labels, results, first, end);

    /// <summary>Computes the maxima and logarithms of the next rows, and returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Logs<TLanes, TShortExp, TExp, TWide>(float* x, int rows, float* maxima, double* logs)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        if (SingleKernels.Has256 && length > SingleKernels.LongestShortRow)
        {
            int count = Math.Min(rows, Math.Clamp(SingleKernels.ElementsInCache / length, 1, Group));
            LogSum<TLanes, TWide>.Of(x, length, count, maxima, logs, in *scale);
            return count;
        }

        if (SingleKernels.Has256 && rows >= TransposedRows.RowsAtOnce)
        {
            int count = TransposedRows.Count(rows);
            TransposedRows.Logs<TLanes, TShortExp, TExp, TWide>(x, length, count, maxima, logs, in *scale);
            return count;
        }

        logs[0] = SingleKernels.Has256
            ? ShortLog<Doubles256>.Of(x, length, out maxima[0], in *scale)
            : ShortLog<TWide>.Of(x, length, out maxima[0], in *scale);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish<TLanes>(int first, int rows, float* maxima, double* logs, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
    {
        for (int i = 0; i < rows; i++)
        {
            int row = first + i;
            switch (function)
            {
                case RowFunction.LogSoftmax:
                    nint start = (nint)row * length;
                    if (threads > 1)
                    {
                        LogSoftmaxRow<TLanes>.Spread(logits + start, results + start, length, maxima[i], logs[i], in *scale, threads);
                    }
                    else
                    {
                        LogSoftmax(logits + start, results + start, length, maxima[i], logs[i], in *scale);
                    }

                    break;
                case RowFunction.LogSumExp:
                    results[row] = LogSumExp(maxima[i], logs[i], in *scale);
                    break;
                default:
                    results[row] = CrossEntropy(logits + (nint)row * length, 1, labels[row], maxima[i], logs[i], in *scale);
                    break;
            }
        }
    }

    /// <summary>Returns (m − x) / T + log Σ for the logit x of the label, or NaN if the label is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float CrossEntropy(float* logits, nint stride, int label, float maximum, double log, in SingleScale scale) =>
        label < 0 ? float.NaN : (float)(((double)maximum - logits[label * stride]) * scale.Inverse + log);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LogSumExp(float maximum, double log, in SingleScale scale) =>
        float.IsFinite(maximum) ? (float)(maximum * scale.Inverse + log) : maximum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LogSoftmax(float* x, float* y, int length, float maximum, double log, in SingleScale scale)
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && length >= Singles512.Count)
        {
            LogSoftmaxRow<Singles512>.Run(x, y, length, maximum, log, in scale);
        }
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported && length >= Singles256.Count)
        {
            LogSoftmaxRow<Singles256>.Run(x, y, length, maximum, log, in scale);
        }
        else
        {
            LogSoftmaxRow<Singles128>.Run(x, y, length, maximum, log, in scale);
        }
    }
}
