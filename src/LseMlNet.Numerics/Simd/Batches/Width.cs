using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Chooses the vector width once per batch: the widest that the processor has and a row fills. It depends only on the row length.
/// </summary>
internal static unsafe class Width
{
    // AVX2 without FMA exists only as a runtime switch. The kernels then use 128 bits.
    public static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported && Fma.IsSupported;

    private static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported && Has256;

    /// <summary>
    /// Whether the rows are short enough to be transposed, and their number is a multiple of the number transposed together.
    /// </summary>
    public static bool InColumns(int length, int rows) => Has256 && length <= Column.Longest && rows % Column.RowsAtOnce == 0;

    /// <summary>Computes the softmax of one row. For a short row, going through a batch would take half of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softmax(float* logits, float* probabilities, int length)
    {
        if (length == 0)
        {
            return;
        }

        if (!Has256)
        {
            RunSingle(new SingleSoftmaxBatch(logits, probabilities, length), 0, 1);
        }
        else if (length < Vector256<float>.Count)
        {
            ShortRow<Lanes128<float>, SingleShortExp<Lanes128<float>>, Lanes256<double>>.Softmax(logits, probabilities, length);
        }
        else if (length <= Column.Longest)
        {
            ShortRow<Lanes256<float>, SingleShortExp<Lanes256<float>>, Lanes256<double>>.Softmax(logits, probabilities, length);
        }
        else if (Has512)
        {
            SingleSoftmaxBatch.Run<Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>>(logits, probabilities, length);
        }
        else
        {
            SingleSoftmaxBatch.Run<Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>>(logits, probabilities, length);
        }
    }

    /// <summary>Does the same for an operation that needs only a few more additions once log Σ is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunRow<TBatch>(in TBatch batch)
        where TBatch : struct, ILogBatch<float>
    {
        int length = batch.RowLength;
        if (length == 0)
        {
            return;
        }

        if (!Has256)
        {
            RunSingle(batch, 0, 1);
        }
        else if (length <= Column.Longest)
        {
            double log = ShortLog.Of(batch.Row(0), length, out float maximum);
            if (!float.IsFinite(maximum))
            {
                maximum = LogSum<float, Lanes128<float>, SingleShortExp<Lanes128<float>>, Lanes256<double>>.Special(batch.Row(0), length, maximum);
            }

            if (length < Vector256<float>.Count)
            {
                batch.Finish<Lanes128<float>, SingleShortExp<Lanes128<float>>, Lanes256<double>>(0, new(maximum, log, 0), 1);
            }
            else
            {
                batch.Finish<Lanes256<float>, SingleShortExp<Lanes256<float>>, Lanes256<double>>(0, new(maximum, log, 0), 1);
            }
        }
        else if (Has512)
        {
            LogSum<float, Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>>.RunOne(batch, 0, 1);
        }
        else
        {
            LogSum<float, Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>>.RunOne(batch, 0, 1);
        }
    }

    public static void SoftmaxInColumns(float* logits, float* probabilities, int length, int rows)
    {
        if (Has512)
        {
            Columns<Lanes512<float>, Lanes512<double>>.Softmax(logits, probabilities, length, rows);
        }
        else
        {
            Columns<Lanes256<float>, Lanes256<double>>.Softmax(logits, probabilities, length, rows);
        }
    }

    public static void SumsInColumns(float* logits, int length, int rows, float* maxima, double* sums)
    {
        if (Has512)
        {
            Columns<Lanes512<float>, Lanes512<double>>.SumsWithoutMaximum(logits, length, rows, maxima, sums);
        }
        else
        {
            Columns<Lanes256<float>, Lanes256<double>>.SumsWithoutMaximum(logits, length, rows, maxima, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunSingle<TBatch>(in TBatch batch, int first, int end, int threads = 1)
        where TBatch : struct, IBatch<float>
    {
        if (Has512 && batch.RowLength > Column.Longest)
        {
            batch.Run<Lanes512<float>, SingleExp<Lanes512<float>>, Lanes512<double>>(first, end, threads);
        }
        else if (Has256 && batch.RowLength > Column.Longest)
        {
            batch.Run<Lanes256<float>, SingleExp<Lanes256<float>>, Lanes256<double>>(first, end, threads);
        }
        else if (Has256 && batch.RowLength >= 8)
        {
            batch.Run<Lanes256<float>, SingleShortExp<Lanes256<float>>, Lanes256<double>>(first, end, threads);
        }
        else if (Has256)
        {
            batch.Run<Lanes128<float>, SingleShortExp<Lanes128<float>>, Lanes256<double>>(first, end, threads);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run<Lanes128<float>, SinglePlainExp<Lanes128<float>>, Lanes128<double>>(first, end, threads);
        }
        else
        {
            batch.RunScalar(first, end);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunDouble<TBatch>(in TBatch batch, int first, int end, int threads = 1)
        where TBatch : struct, IBatch<double>
    {
        if (Has512 && batch.RowLength >= 8)
        {
            batch.Run<Lanes512<double>, DoubleExp<Lanes512<double>>, Lanes512<double>>(first, end, threads);
        }
        else if (Has256 && batch.RowLength >= 4)
        {
            batch.Run<Lanes256<double>, DoubleExp<Lanes256<double>>, Lanes256<double>>(first, end, threads);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run<Lanes128<double>, DoubleExp<Lanes128<double>>, Lanes128<double>>(first, end, threads);
        }
        else
        {
            batch.RunScalar(first, end);
        }
    }
}
