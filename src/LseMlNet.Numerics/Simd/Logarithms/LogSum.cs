using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes the maximum m and log Σ e^(x − m) of several rows. Log-softmax, log-sum-exp and cross-entropy then need only a few more
/// additions.
/// </summary>
/// <remarks>More than one thread is used only for a single long row with many blocks.</remarks>
internal static unsafe class LogSum<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    public static void Run<TBatch>(in TBatch batch, int first, int end, int threads)
        where TBatch : struct, ILogBatch<T>
    {
        if (typeof(T) == typeof(double))
        {
            RunDoubles(batch, first, end, threads);
        }
        else if (end - first > 1)
        {
            RunGroups(batch, first, end);
        }
        else if (first < end)
        {
            RunOne(batch, first, threads);
        }
    }

    private static void RunDoubles<TBatch>(in TBatch batch, int first, int end, int threads)
        where TBatch : struct, ILogBatch<T>
    {
        int length = batch.RowLength;
        for (int row = first; row < end; row++)
        {
            T* x = batch.Row(row);
            T maximum = Maximum(x, length, threads, out _);
            if (!T.IsFinite(maximum))
            {
                Finish(batch, row, Special(x, length, maximum), double.NaN, 0, threads);
                continue;
            }

            Pair sum = AccurateSum<TWide>.WithoutMaximum((double*)x, length, double.CreateTruncating(maximum), threads);
            (double log, double low) = Pair.LogOnePlus(sum);
            Finish(batch, row, maximum, log, low, threads);
        }
    }

    public static void RunOne<TBatch>(in TBatch batch, int row, int threads)
        where TBatch : struct, ILogBatch<T>
    {
        T* x = batch.Row(row);
        int length = batch.RowLength;
        if (MayBeCentral(length))
        {
            float largest;
            double sum, shift;
            if (CentralSums((float*)x, length, 1, &largest, &sum, &shift) == 1)
            {
                double log = FastLogarithm.Of(sum) + shift;
                Finish(batch, row, T.CreateTruncating(largest), Suffices(log, log + largest) ? log : AccurateLog((float*)x, length, largest), 0, 1);
                return;
            }
        }

        T maximum = Maximum(x, length, threads, out T minimum);
        if (T.IsFinite(maximum))
        {
            double log = IsFast(length)
                ? SingleLog((float*)x, length, float.CreateTruncating(minimum), float.CreateTruncating(maximum), threads)
                : AccurateLog((float*)x, length, float.CreateTruncating(maximum));
            Finish(batch, row, maximum, log, 0, threads);
        }
        else
        {
            Finish(batch, row, Special(x, length, maximum), double.NaN, 0, threads);
        }
    }

    /// <summary>Processes several rows of floats phase by phase.</summary>
    private static void RunGroups<TBatch>(in TBatch batch, int first, int end)
        where TBatch : struct, ILogBatch<T>
    {
        float* maxima = stackalloc float[RowGroup.Rows];
        double* logs = stackalloc double[RowGroup.Rows];
        int length = batch.RowLength;
        for (int start = first, count; start < end; start += count)
        {
            count = RowGroup.Count(length, end - start);
            GroupLogs((float*)batch.Row(start), length, count, maxima, logs);
            for (int row = 0; row < count; row++)
            {
                T maximum = T.CreateTruncating(maxima[row]);
                Finish(batch, start + row, T.IsFinite(maximum) ? maximum : Special(batch.Row(start + row), length, maximum), logs[row], 0, 1);
            }
        }
    }

    // The numbers are passed one by one. A structure would be copied by a load that is wider than the stores before it and waits for them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TBatch>(in TBatch batch, int row, T maximum, double log, double low, int threads)
        where TBatch : struct, ILogBatch<T> =>
        batch.Finish<TLanes, TExp, TWide>(row, new(maximum, log, low), threads);

    private static T Maximum(T* logits, int length, int threads, out T minimum) => threads > 1
        ? SpreadRow<T, TLanes, TExp, TWide>.Maximum(logits, length, threads, out minimum)
        : RowKernel<T, TLanes, TExp, TWide>.Maximum(logits, length, out minimum);

    /// <summary>Returns the maximum of a row whose maximum is not finite: NaN if the row contains NaN.</summary>
    public static T Special(T* logits, int length, T maximum)
    {
        for (int i = 0; i < length; i++)
        {
            if (T.IsNaN(logits[i]))
            {
                return T.NaN;
            }
        }

        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SingleLog(float* logits, int length, float minimum, float maximum, int threads)
    {
        double log = FastLogarithm.Of(FastSum(logits, length, minimum, maximum, threads)) + SingleExp<Lanes128<float>>.Shift(maximum);
        return Suffices(log, log + maximum) ? log : AccurateLog(logits, length, maximum);
    }

    /// <summary>Computes the logarithm of rows in which each element matters.</summary>
    private static double AccurateLog(float* logits, int length, float maximum) => Logarithm.OnePlus(AccurateRest(logits, length, maximum));

    private static void GroupLogs(float* logits, int length, int rows, float* maxima, double* logs)
    {
        if (IsFast(length))
        {
            FastLogs(logits, length, rows, maxima, logs);
        }
        else
        {
            AccurateLogs(logits, length, rows, maxima, logs);
        }
    }

    private static void AccurateLogs(float* logits, int length, int rows, float* maxima, double* logs)
    {
        double* sums = stackalloc double[RowGroup.Rows];
        if (Width.InColumns(length, rows))
        {
            Width.SumsInColumns(logits, length, rows, maxima, sums);
            for (int row = 0; row < rows; row++)
            {
                if (WidenedSum<TWide>.IsSmall(sums[row]))
                {
                    sums[row] = WidenedSum<TWide>.Others(logits + row * length, length, maxima[row]);
                }
            }
        }
        else
        {
            for (int row = 0; row < rows; row++)
            {
                float* x = logits + row * length;
                maxima[row] = float.CreateTruncating(RowKernel<T, TLanes, TExp, TWide>.Maximum((T*)x, length, out _));
                sums[row] = AccurateRest(x, length, maxima[row]);
            }
        }

        for (int row = 0; row < rows; row += TWide.Count)
        {
            TWide.Store(Logarithm.OnePlus(TWide.Load(sums + row)), logs + row);
        }
    }

    private static void FastLogs(float* logits, int length, int rows, float* maxima, double* logs)
    {
        double* sums = stackalloc double[RowGroup.Rows];
        double* shifts = stackalloc double[RowGroup.Rows];
        for (int row = 0; row < rows; row++)
        {
            if (MayBeCentral(length))
            {
                row += CentralSums(logits + row * length, length, rows - row, maxima + row, sums + row, shifts + row);
                if (row == rows)
                {
                    break;
                }
            }

            float* x = logits + row * length;
            maxima[row] = float.CreateTruncating(RowKernel<T, TLanes, TExp, TWide>.Maximum((T*)x, length, out T minimum));
            sums[row] = FastSum(x, length, float.CreateTruncating(minimum), maxima[row], 1);
            shifts[row] = SingleExp<Lanes128<float>>.Shift(maxima[row]);
        }

        for (int row = 0; row < rows; row++)
        {
            logs[row] = FastLogarithm.Of(sums[row]) + shifts[row];
            if (!Suffices(logs[row], logs[row] + maxima[row]))
            {
                logs[row] = AccurateLog(logits + row * length, length, maxima[row]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayBeCentral(int length) => IsFast(length) && length <= Total<T, TLanes, TWide>.Registers * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CentralSums(float* logits, int length, int rows, float* maxima, double* sums, double* shifts) =>
        typeof(TLanes) == typeof(Lanes512<float>)
            ? SingleSum<Lanes512<float>, Lanes512<double>>.OfCentralRows(logits, length, rows, maxima, sums, shifts)
            : SingleSum<Lanes256<float>, Lanes256<double>>.OfCentralRows(logits, length, rows, maxima, sums, shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFast(int length) => TLanes.TableBits > 0 && length > Column.Longest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double FastSum(float* logits, int length, float minimum, float maximum, int threads) => typeof(TLanes) == typeof(Lanes512<float>)
        ? SingleSum<Lanes512<float>, Lanes512<double>>.Of(logits, length, minimum, maximum, threads)
        : SingleSum<Lanes256<float>, Lanes256<double>>.Of(logits, length, minimum, maximum, threads);

    private static double AccurateRest(float* logits, int length, float maximum) => length <= Column.Longest && Width.Has256
        ? WidenedSum<Lanes256<double>>.WithoutMaximum(logits, length, maximum)
        : WidenedSum<TWide>.WithoutMaximum(logits, length, maximum);

    /// <summary>
    /// Whether the error of the fast sum, 2^-28, is small compared to the unit in the last place of the results. It is 1/64 of the
    /// unit of a log-sum-exp of 2 or more, and 1/8 of the unit of the largest log-probability, −log Σ, if that is a quarter or
    /// more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Suffices(double log, double logSumExp) => log >= 0.25 && Math.Abs(logSumExp) >= 2;
}
