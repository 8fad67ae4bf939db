using LseMlNet.Numerics.Scalar;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>The kernels for contiguous rows that fill a register. The lanes run along the row.</summary>
internal static unsafe class DoubleRow<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>Computes the softmax of one row.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(DoubleJob* job, int row)
    {
        int length = job->ClassCount;
        double* x = job->Logits + (nint)row * length;
        double* y = job->Results + (nint)row * length;
        double maximum = DoublePasses<TLanes>.MaximumOf(x, length);
        if (job->Scale->Holds(maximum))
        {
            DoublePasses<TLanes>.DivideAll(y, length, DoublePasses<TLanes>.PowersOf(x, y, length, maximum, job->Scale));
        }
        else
        {
            DoubleKernels.RunScalar(job, row);
        }
    }

    /// <summary>Computes the log-softmax, the log-sum-exp or the cross-entropy of one row.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Log(DoubleJob* job, int row)
    {
        int length = job->ClassCount;
        double* x = job->Logits + (nint)row * length;
        double maximum = DoublePasses<TLanes>.MaximumOf(x, length);
        if (!job->Scale->Holds(maximum))
        {
            DoubleKernels.RunScalar(job, row);
            return;
        }

        TLanes high = DoublePasses<TLanes>.SumsOf(
            x, length, TLanes.Create(maximum), job->Scale, false, out TLanes low, out _, out _, out int equal);
        // A division in a wide register would take twice as long.
        Doubles128 unused = default;
        Doubles128 log = DoubleTotal<Doubles128>.Finish(
            Doubles128.Create(maximum), Doubles128.Create(TLanes.SumAcross(high)), Doubles128.Create(TLanes.SumAcross(low)),
            Doubles128.Create(equal), job->Scale, false, out Doubles128 logLow, ref unused, ref unused);
        if (job->Operation == RowFunction.LogSoftmax)
        {
            Subtract(x, job->Results + (nint)row * length, length, maximum, Doubles128.First(log), Doubles128.First(logLow), job->Scale);
        }
        else
        {
            RowSums.Store<TLanes>(job, row, maximum, Doubles128.First(log), Doubles128.First(logLow), 0);
        }
    }

    /// <summary>
    /// Computes the softmax of at most 64 rows, pass by pass, so that the processor works on other rows while it waits for a sum.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(double* x, double* y, int length, int rows, DoubleScale* scale)
    {
        double* maxima = stackalloc double[RowSums.Rows];
        double* sums = stackalloc double[RowSums.Rows];
        for (int row = 0; row < rows; row++)
        {
            maxima[row] = DoublePasses<TLanes>.MaximumOf(x + row * length, length);
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            sums[row] = scale->Holds(maxima[row]) ? DoublePasses<TLanes>.PowersOf(x + start, y + start, length, maxima[row], scale) : 0;
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            if (scale->Holds(maxima[row]))
            {
                DoublePasses<TLanes>.DivideAll(y + start, length, sums[row]);
            }
            else
            {
                new ScalarRow<double>(x + start, length, 1, scale->Temperature).Softmax(y + start);
            }
        }
    }

    /// <summary>Computes the logarithms of the sums of at most 64 rows.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Logs(double* x, int length, int rows, DoubleScale* scale, RowSums* sums) =>
        SumsOfRows(x, length, rows, scale, sums, false);

    /// <summary>Computes the logarithms of the sums and the weighted means of at most 64 rows.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Means(double* x, int length, int rows, DoubleScale* scale, RowSums* sums) =>
        SumsOfRows(x, length, rows, scale, sums, true);

    /// <summary>Computes log-probabilities from the maximum and the logarithm, which is in two parts.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Subtract(double* x, double* y, int length, double maximum, double log, double logLow, DoubleScale* scale)
    {
        TLanes shifts = DoubleTotal<TLanes>.Shift(
            TLanes.Create(maximum), TLanes.Create(log), TLanes.Create(logLow), scale, out TLanes rests);
        TLanes inverse = TLanes.Create(scale->Inverse);
        TLanes inverseRest = TLanes.Create(scale->InverseRest);
        // Without this, −∞ · 0 would be NaN.
        bool isExact = scale->InverseRest == 0;
        int last = length - TLanes.Count;
        TLanes first = DoublePasses<TLanes>.Difference(TLanes.Load(x), shifts, rests, inverse, inverseRest, isExact);
        TLanes end = DoublePasses<TLanes>.Difference(TLanes.Load(x + last), shifts, rests, inverse, inverseRest, isExact);
        int i = DoublePasses<TLanes>.FirstAligned(y);
        if (isExact)
        {
            for (; i < last - 3 * TLanes.Count; i += 4 * TLanes.Count)
            {
                TLanes a = TLanes.Load(x + i);
                TLanes b = TLanes.Load(x + i + TLanes.Count);
                TLanes c = TLanes.Load(x + i + 2 * TLanes.Count);
                TLanes d = TLanes.Load(x + i + 3 * TLanes.Count);
                TLanes.Store(TLanes.MulAdd(a - shifts, inverse, rests), y + i);
                TLanes.Store(TLanes.MulAdd(b - shifts, inverse, rests), y + i + TLanes.Count);
                TLanes.Store(TLanes.MulAdd(c - shifts, inverse, rests), y + i + 2 * TLanes.Count);
                TLanes.Store(TLanes.MulAdd(d - shifts, inverse, rests), y + i + 3 * TLanes.Count);
            }
        }

        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(DoublePasses<TLanes>.Difference(TLanes.Load(x + i), shifts, rests, inverse, inverseRest, isExact), y + i);
        }

        TLanes.Store(first, y);
        TLanes.Store(end, y + last);
    }

    [MethodImpl(Kernel.Options)]
    public static double Maximum(double* x, int length) => DoublePasses<TLanes>.MaximumOf(x, length);

    [MethodImpl(Kernel.Options)]
    public static double Powers(double* x, double* y, int length, double maximum, DoubleScale* scale) =>
        DoublePasses<TLanes>.PowersOf(x, y, length, maximum, scale);

    [MethodImpl(Kernel.Options)]
    public static void Divide(double* y, int length, double sum) => DoublePasses<TLanes>.DivideAll(y, length, sum);

    [MethodImpl(Kernel.Options)]
    public static void Sums(double* x, int length, int row, DoubleScale* scale, RowSums* sums) =>
        StoreSums(x, length, row, scale, sums, true);

    /// <summary>Turns the sums of rows into logarithms and means, one row in each lane.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Finish(int rows, DoubleScale* scale, RowSums* sums)
    {
        for (int row = 0; row < rows; row += TLanes.Count)
        {
            TLanes mean = TLanes.Load(sums->Mean + row);
            TLanes square = TLanes.Load(sums->Square + row);
            TLanes log = DoubleTotal<TLanes>.Finish(
                TLanes.Load(sums->Maximum + row), TLanes.Load(sums->High + row), TLanes.Load(sums->Low + row), TLanes.Load(
                    sums->Equal + row),
                scale, true, out TLanes low, ref mean, ref square);
            TLanes.Store(log, sums->High + row);
            TLanes.Store(low, sums->Low + row);
            TLanes.Store(mean, sums->Mean + row);
            TLanes.Store(square, sums->Square + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumsOfRows(double* x, int length, int rows, DoubleScale* scale, RowSums* sums, bool weighted)
    {
        for (int row = 0; row < rows; row++)
        {
            TLanes.Store(TLanes.Create(DoublePasses<TLanes>.MaximumOf(x + row * length, length)), sums->Maximum + row);
        }

        for (int row = 0; row < rows; row++)
        {
            StoreSums(x + row * length, length, row, scale, sums, weighted);
        }

        Finish(rows, scale, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSums(double* x, int length, int row, DoubleScale* scale, RowSums* sums, bool weighted)
    {
        TLanes maximum = TLanes.Create(sums->Maximum[row]);
        TLanes high = DoublePasses<TLanes>.SumsOf(
            x, length, maximum, scale, weighted, out TLanes low, out TLanes mean, out TLanes square, out int equal);
        // Whole registers are stored, because a register that is loaded from narrower stores would wait for them.
        TLanes.Store(TLanes.Create(TLanes.SumAcross(high)), sums->High + row);
        TLanes.Store(TLanes.Create(TLanes.SumAcross(low)), sums->Low + row);
        TLanes.Store(TLanes.Create(equal), sums->Equal + row);
        if (weighted)
        {
            TLanes.Store(TLanes.Create(TLanes.SumAcross(mean)), sums->Mean + row);
            TLanes.Store(TLanes.Create(TLanes.SumAcross(square)), sums->Square + row);
        }
    }
}
