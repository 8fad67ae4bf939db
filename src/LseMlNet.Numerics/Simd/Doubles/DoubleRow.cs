using LseMlNet.Numerics.Scalar;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>The kernels for contiguous rows that fill a register. The lanes run along the row.</summary>
/// <remarks>
/// If the end of a row does not fill a register, the last register overlaps the one before. This also works in place, because the elements
/// of the last register are read before the loop and written after it. The order of the additions depends only on the length, so a row has
/// the same bits at every address.
/// </remarks>
internal static unsafe class DoubleRow<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>Computes the softmax of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Softmax(DoubleJob* job, int row)
    {
        int length = job->ClassCount;
        double* x = job->Logits + (nint)row * length;
        double* y = job->Results + (nint)row * length;
        double maximum = MaximumOf(x, length);
        if (job->Scale->Holds(maximum))
        {
            DivideAll(y, length, PowersOf(x, y, length, maximum, job->Scale));
        }
        else
        {
            DoubleKernels.RunScalar(job, row);
        }
    }

    /// <summary>Computes the log-softmax, the log-sum-exp or the cross-entropy of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Log(DoubleJob* job, int row)
    {
        int length = job->ClassCount;
        double* x = job->Logits + (nint)row * length;
        double maximum = MaximumOf(x, length);
        if (!job->Scale->Holds(maximum))
        {
            DoubleKernels.RunScalar(job, row);
            return;
        }

        TLanes high = SumsOf(
            x, length, TLanes.Create(maximum), job->Scale, false, out TLanes low, out _, out _, out int equal);
        // A division in a wide register would take twice as long.
        Doubles128 unused = default;
        Doubles128 log = DoubleTotal<Doubles128>.Finish(
            Doubles128.Create(maximum), Doubles128.Create(TLanes.SumAcross(high)), Doubles128.Create(TLanes.SumAcross(low)),
            Doubles128.Create(equal), job->Scale, false, out Doubles128 logLow, ref unused, ref unused);
        if (job->Operation == DoubleOperation.LogSoftmax)
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
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Softmax(double* x, double* y, int length, int rows, DoubleScale* scale)
    {
        double* maxima = stackalloc double[RowSums.Rows];
        double* sums = stackalloc double[RowSums.Rows];
        for (int row = 0; row < rows; row++)
        {
            maxima[row] = MaximumOf(x + row * length, length);
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            sums[row] = scale->Holds(maxima[row]) ? PowersOf(x + start, y + start, length, maxima[row], scale) : 0;
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            if (scale->Holds(maxima[row]))
            {
                DivideAll(y + start, length, sums[row]);
            }
            else
            {
                new ScalarRow<double>(x + start, length, 1, scale->Temperature).Softmax(y + start);
            }
        }
    }

    /// <summary>Computes the logarithms of the sums of at most 64 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Logs(double* x, int length, int rows, DoubleScale* scale, RowSums* sums)
    {
        for (int row = 0; row < rows; row++)
        {
            TLanes.Store(TLanes.Create(MaximumOf(x + row * length, length)), sums->Maximum + row);
        }

        for (int row = 0; row < rows; row++)
        {
            StoreSums(x + row * length, length, row, scale, sums, false);
        }

        Finish(rows, scale, sums);
    }

    /// <summary>Computes the logarithms of the sums and the weighted means of at most 64 rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Means(double* x, int length, int rows, DoubleScale* scale, RowSums* sums)
    {
        for (int row = 0; row < rows; row++)
        {
            TLanes.Store(TLanes.Create(MaximumOf(x + row * length, length)), sums->Maximum + row);
        }

        for (int row = 0; row < rows; row++)
        {
            StoreSums(x + row * length, length, row, scale, sums, true);
        }

        Finish(rows, scale, sums);
    }

    /// <summary>Computes log-probabilities from the maximum and the logarithm, which is in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Subtract(double* x, double* y, int length, double maximum, double log, double logLow, DoubleScale* scale)
    {
        TLanes shifts = DoubleTotal<TLanes>.Shift(TLanes.Create(maximum), TLanes.Create(log), TLanes.Create(logLow), scale, out TLanes rests);
        TLanes inverse = TLanes.Create(scale->Inverse);
        TLanes inverseRest = TLanes.Create(scale->InverseRest);
        // Without this, −∞ · 0 would be NaN.
        bool isExact = scale->InverseRest == 0;
        int last = length - TLanes.Count;
        TLanes first = Difference(TLanes.Load(x), shifts, rests, inverse, inverseRest, isExact);
        TLanes end = Difference(TLanes.Load(x + last), shifts, rests, inverse, inverseRest, isExact);
        int i = FirstAligned(y);
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
            TLanes.Store(Difference(TLanes.Load(x + i), shifts, rests, inverse, inverseRest, isExact), y + i);
        }

        TLanes.Store(first, y);
        TLanes.Store(end, y + last);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Maximum(double* x, int length) => MaximumOf(x, length);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Powers(double* x, double* y, int length, double maximum, DoubleScale* scale) => PowersOf(x, y, length, maximum, scale);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Divide(double* y, int length, double sum) => DivideAll(y, length, sum);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sums(double* x, int length, int row, DoubleScale* scale, RowSums* sums) => StoreSums(x, length, row, scale, sums, true);

    /// <summary>Turns the sums of rows into logarithms and means, one row in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Finish(int rows, DoubleScale* scale, RowSums* sums)
    {
        for (int row = 0; row < rows; row += TLanes.Count)
        {
            TLanes mean = TLanes.Load(sums->Mean + row);
            TLanes square = TLanes.Load(sums->Square + row);
            TLanes log = DoubleTotal<TLanes>.Finish(
                TLanes.Load(sums->Maximum + row), TLanes.Load(sums->High + row), TLanes.Load(sums->Low + row), TLanes.Load(sums->Equal + row),
                scale, true, out TLanes low, ref mean, ref square);
            TLanes.Store(log, sums->High + row);
            TLanes.Store(low, sums->Low + row);
            TLanes.Store(mean, sums->Mean + row);
            TLanes.Store(square, sums->Square + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Difference(TLanes x, TLanes shift, TLanes rest, TLanes inverse, TLanes inverseRest, bool isExact)
    {
        TLanes difference = x - shift;
        return TLanes.MulAdd(difference, inverse, isExact ? rest : TLanes.MulAdd(difference, inverseRest, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double MaximumOf(double* x, int length)
    {
        int last = length - TLanes.Count;
        // An accumulator that starts as NaN would ignore the rest of its lane where Max returns its second operand for NaN.
        TLanes first = TLanes.Max(TLanes.Load(x + last), TLanes.Create(double.NegativeInfinity));
        TLanes second = first, third = first, fourth = first;
        int i = 0;
        for (; i < last - 3 * TLanes.Count; i += 4 * TLanes.Count)
        {
            first = TLanes.Max(TLanes.Load(x + i), first);
            second = TLanes.Max(TLanes.Load(x + i + TLanes.Count), second);
            third = TLanes.Max(TLanes.Load(x + i + 2 * TLanes.Count), third);
            fourth = TLanes.Max(TLanes.Load(x + i + 3 * TLanes.Count), fourth);
        }

        for (; i < last; i += TLanes.Count)
        {
            first = TLanes.Max(TLanes.Load(x + i), first);
        }

        return TLanes.MaxAcross(TLanes.Max(TLanes.Max(first, second), TLanes.Max(third, fourth)));
    }

    /// <summary>Stores the exponentials and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowersOf(double* x, double* y, int length, double maximum, DoubleScale* scale)
    {
        TLanes lowest = TLanes.Create(maximum - scale->Lowest);
        TLanes table = DoubleExp<TLanes>.StartOfTable(TLanes.Create(maximum), scale);
        TLanes high = TLanes.Create(DoubleTotal<TLanes>.Start);
        TLanes low = TLanes.Create(0);
        int last = length - TLanes.Count;
        TLanes end = TLanes.Load(x + last);
        TLanes endPower = DoubleExp<TLanes>.PartsOfTable(end, table, scale, out TLanes endRest);
        TLanes next = TLanes.Load(x);
        for (int i = 0; i < last; i += TLanes.Count)
        {
            TLanes value = next;
            TLanes power = DoubleExp<TLanes>.PartsOfTable(value, table, scale, out TLanes rest);
            // Load before the store. Two arrays allocated one after the other are often a little more than a multiple of 4,096 bytes
            // apart. The processor would then mistake a load after the store for a load of the stored bytes, and wait.
            next = TLanes.Load(x + Math.Min(i + TLanes.Count, last));
            TLanes.Store(DoubleTotal<TLanes>.Add(value, lowest, power, rest, ref high, ref low), y + i);
        }

        // Add only the elements of the last register that no earlier register contains.
        TLanes skipped = TLanes.Create(TLanes.Count - 1 - (length - 1) % TLanes.Count);
        TLanes own = TLanes.WhereLess(TLanes.Indices, skipped, TLanes.Create(double.NegativeInfinity), end);
        DoubleTotal<TLanes>.Add(own, lowest, endPower, endRest, ref high, ref low);
        TLanes.Store(TLanes.WhereLess(end, lowest, TLanes.Create(0), TLanes.MulAdd(endPower, endRest, endPower)), y + last);
        return TLanes.SumAcross(high - TLanes.Create(DoubleTotal<TLanes>.Start)) + TLanes.SumAcross(low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DivideAll(double* y, int length, double sum)
    {
        TLanes high = DoubleTotal<TLanes>.Reciprocal(TLanes.Create(sum), out TLanes low);
        int last = length - TLanes.Count;
        TLanes first = DoubleTotal<TLanes>.Quotient(TLanes.Load(y), high, low);
        TLanes end = DoubleTotal<TLanes>.Quotient(TLanes.Load(y + last), high, low);
        int i = FirstAligned(y);
        for (; i < last - 3 * TLanes.Count; i += 4 * TLanes.Count)
        {
            TLanes a = TLanes.Load(y + i);
            TLanes b = TLanes.Load(y + i + TLanes.Count);
            TLanes c = TLanes.Load(y + i + 2 * TLanes.Count);
            TLanes d = TLanes.Load(y + i + 3 * TLanes.Count);
            TLanes.Store(DoubleTotal<TLanes>.Quotient(a, high, low), y + i);
            TLanes.Store(DoubleTotal<TLanes>.Quotient(b, high, low), y + i + TLanes.Count);
            TLanes.Store(DoubleTotal<TLanes>.Quotient(c, high, low), y + i + 2 * TLanes.Count);
            TLanes.Store(DoubleTotal<TLanes>.Quotient(d, high, low), y + i + 3 * TLanes.Count);
        }

        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(DoubleTotal<TLanes>.Quotient(TLanes.Load(y + i), high, low), y + i);
        }

        TLanes.Store(first, y);
        TLanes.Store(end, y + last);
    }

    /// <summary>Sums the exponentials of a row in each lane, and counts the elements that equal the maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SumsOf(
        double* x, int length, TLanes maximum, DoubleScale* scale, bool weighted, out TLanes lowSum, out TLanes meanSum, out TLanes squareSum, out int equalCount)
    {
        TLanes lowest = maximum - TLanes.Create(scale->Lowest);
        TLanes start = DoubleExp<TLanes>.Start(maximum, scale);
        TLanes zero = TLanes.Create(0);
        TLanes high = TLanes.Create(DoubleTotal<TLanes>.Start);
        TLanes low = zero, mean = zero, square = zero, meanTotal = zero, squareTotal = zero, meanLow = zero, squareLow = zero;
        int last = length - TLanes.Count;
        int equal = 0;
        TLanes value;
        for (int i = 0; ;)
        {
            for (int stop = Math.Min(last, i + DoubleTotal<TLanes>.Additions * TLanes.Count); i < stop; i += TLanes.Count)
            {
                value = TLanes.Load(x + i);
                equal += TLanes.CountEqual(value, maximum);
                DoubleTotal<TLanes>.Add(value, maximum, lowest, start, scale, weighted, ref high, ref low, ref mean, ref square);
            }

            if (i >= last)
            {
                break;
            }

            DoubleTotal<TLanes>.TakeOver(ref high, ref low);
            if (weighted)
            {
                DoubleTotal<TLanes>.Move(ref mean, ref meanTotal, ref meanLow);
                DoubleTotal<TLanes>.Move(ref square, ref squareTotal, ref squareLow);
            }
        }

        // Add only the elements of the last register that no earlier register contains.
        TLanes skipped = TLanes.Create(TLanes.Count - 1 - (length - 1) % TLanes.Count);
        value = TLanes.WhereLess(TLanes.Indices, skipped, lowest, TLanes.Load(x + last));
        equal += TLanes.CountEqual(value, maximum);
        DoubleTotal<TLanes>.Add(value, maximum, lowest, start, scale, weighted, ref high, ref low, ref mean, ref square);
        lowSum = low;
        meanSum = meanTotal + (mean + meanLow);
        squareSum = squareTotal + (square + squareLow);
        equalCount = equal;
        return high - TLanes.Create(DoubleTotal<TLanes>.Start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSums(double* x, int length, int row, DoubleScale* scale, RowSums* sums, bool weighted)
    {
        TLanes maximum = TLanes.Create(sums->Maximum[row]);
        TLanes high = SumsOf(x, length, maximum, scale, weighted, out TLanes low, out TLanes mean, out TLanes square, out int equal);
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

    /// <summary>Returns the index of the first element at a multiple of the register size, so that no store crosses a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstAligned(double* address) => (int)(-(nint)address & (sizeof(TLanes) - 1)) / sizeof(double);
}
