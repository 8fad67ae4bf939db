using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>The softmax of rows of floats.</summary>
internal readonly unsafe struct SoftmaxRows(float* logits, float* probabilities, int length, SingleScale* scale) : ISingleOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<TLanes, TShortExp, TExp, TWide>(int first, int end, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        nint start = (nint)first * length;
        float* x = logits + start;
        float* y = probabilities + start;
        // Each choice is a separate method, so that the JIT loads and compiles only what is called.
        if (length <= SingleKernels.LongestShortRow && SingleKernels.Has256)
        {
            Short<TLanes, TShortExp, TExp, TWide>(x, y, end - first);
        }
        else if (length <= 2 * TLanes.Count)
        {
            TwoRegisters<TLanes, TExp, TWide>(x, y, end - first);
        }
        else if (length <= SingleKernels.LongestMediumRow && Quotient<TLanes>.IsProduct)
        {
            Medium<TLanes, TExp, TWide>(x, y, end - first);
        }
        else if (threads > 1)
        {
            Blocked<TLanes, TExp, TWide>(x, y, threads);
        }
        else
        {
            Long<TLanes, TExp, TWide>(x, y, end - first);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RunScalar(int first, int end) =>
        new ScalarAxis<float>(logits, length, 1, scale->Temperature).Run(RowFunction.Softmax, null, probabilities, first, end);

    [MethodImpl(Kernel.Options)]
    private void Short<TLanes, TShortExp, TExp, TWide>(float* x, float* y, int rows)
        where TLanes : unmanaged, ISingles<TLanes>
        where TShortExp : struct, ISingleExp<TShortExp, TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        while (rows > TransposedRows.RowsAtOnce)
        {
            int count = TransposedRows.Count(rows);
            TransposedRows.Softmax<TLanes, TShortExp, TExp, TWide>(x, y, length, count, in *scale);
            x += count * length;
            y += count * length;
            rows -= count;
        }

        if (length < Singles256.Count)
        {
            ShortRow<Singles128, SingleShortExp<Singles128>, Doubles256>.Softmax(x, y, length, rows, in *scale);
        }
        else
        {
            ShortRow<Singles256, SingleShortExp<Singles256>, Doubles256>.Softmax(x, y, length, rows, in *scale);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TwoRegisters<TLanes, TExp, TWide>(float* x, float* y, int rows)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide> =>
        ShortRow<TLanes, TExp, TWide>.Softmax(x, y, length, rows, in *scale);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Medium<TLanes, TExp, TWide>(float* x, float* y, int rows)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide> =>
        MediumRow<TLanes, TExp, TWide>.Softmax(x, y, length, rows, in *scale);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Blocked<TLanes, TExp, TWide>(float* x, float* y, int threads)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide> =>
        BlockedRow<TLanes, TExp, TWide>.Softmax(x, y, length, in *scale, threads);

    [MethodImpl(Kernel.Options)]
    private void Long<TLanes, TExp, TWide>(float* x, float* y, int rows)
        where TLanes : unmanaged, ISingles<TLanes>
        where TExp : struct, ISingleExp<TExp, TLanes>
        where TWide : unmanaged, IDoubles<TWide>
    {
        for (int row = 0; row < rows; row++, x += length, y += length)
        {
            float maximum = LongRow<TLanes, TExp, TWide>.Maximum(x, length, out float minimum);
            double sum = LongRow<TLanes, TExp, TWide>.Powers(x, y, length, minimum, maximum, in *scale);
            LongRow<TLanes, TExp, TWide>.Divide(y, length, sum);
        }
    }

    /// <summary>Computes a single short row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ShortRowAlone(float* x, float* y, int length, in SingleScale scale)
    {
        if (length < Singles256.Count)
        {
            ShortRow<Singles128, SingleShortExp<Singles128>, Doubles256>.SoftmaxAlone(x, y, length, in scale);
        }
        else
        {
            ShortRow<Singles256, SingleShortExp<Singles256>, Doubles256>.SoftmaxAlone(x, y, length, in scale);
        }
    }
}
