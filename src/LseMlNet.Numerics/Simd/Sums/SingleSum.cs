using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes Σ e^(x − m) of a row of floats, where m is the maximum, to within about 2^-28. It adds the exponentials of
/// <see cref="SingleExp{TLanes}"/> before they are rounded, while each is still a table entry plus a remainder. For millions of equal
/// logits far below the maximum, the error grows to 2^-24, because the rounding errors of the low sums all have the same sign.
/// </summary>
internal static unsafe class SingleSum<TLanes, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>Returns the sum divided by e^s, where s is the shift of the exponentials. The row must fill a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(float* logits, int length, float minimum, float maximum, int threads) => RowBlocks.Count(length) == 1
        ? OfBlock(logits, length, minimum, maximum)
        : OfBlocks(logits, length, minimum, maximum, threads);

    /// <summary>
    /// Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number. Stores for each row its
    /// maximum, its sum, and the logarithm of Σ e^(x − m) ÷ sum.
    /// </summary>
    /// <remarks>
    /// For rows of at most <see cref="Total{T, TLanes, TWide}.Registers"/> registers. It calls no methods: each call would
    /// save the registers and then reload everything that is the same for all rows.
    /// </remarks>
    public static int OfCentralRows(float* logits, int length, int rows, float* maxima, double* sums, double* shifts)
    {
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create<CentralRow>(0);
        for (int row = 0; row < rows; row++, logits += length)
        {
            if (!CentralRow.Allows(logits, length, out TLanes largest))
            {
                return row;
            }

            float maximum = TLanes.MaxAcross(largest);
            maxima[row] = maximum;
            shifts[row] = -Headroom.CentralExponent * 0.6931471805599453 - maximum;
            TLanes start = Total<float, TLanes, TWide>.StartOfCentral(maximum);
            sums[row] = Sum<CentralRow>(in exp, logits, length, start);
        }

        return rows;
    }

    private static double OfBlocks(float* logits, int length, float minimum, float maximum, int threads)
    {
        double sum = 0;
        if (threads > 1)
        {
            foreach (double part in Spread(logits, length, minimum, maximum, threads))
            {
                sum += part;
            }

            return sum;
        }

        int blocks = RowBlocks.Count(length);
        for (int block = 0; block < blocks; block++)
        {
            sum += OfBlock(logits + RowBlocks.Start(block), RowBlocks.Length(block, length), minimum, maximum);
        }

        return sum;
    }

    // A method allocates its closure as soon as it starts, so the closure for threads is in a separate method.
    private static double[] Spread(float* logits, int length, float minimum, float maximum, int threads) =>
        RowBlocks.Spread(length, threads, (start, count) => OfBlock(logits + start, count, minimum, maximum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double OfBlock(float* logits, int length, float minimum, float maximum)
    {
        if (SingleExp<TLanes>.IsOrdinary(minimum, maximum))
        {
            return OfBlock<OrdinaryRow>(logits, length, maximum);
        }

        return SingleExp<TLanes>.IsNear(maximum)
            ? OfBlock<NearRow>(logits, length, maximum)
            : OfBlock<FarRow>(logits, length, maximum);
    }

    private static double OfBlock<TRange>(float* logits, int length, float maximum)
        where TRange : struct, IRowRange
    {
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create<TRange>(maximum);
        return Sum<TRange>(in exp, logits, length, Total<float, TLanes, TWide>.Start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum<TRange>(in SingleExp<TLanes> exp, float* logits, int length, TLanes start)
        where TRange : struct, IRowRange
    {
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        int last = length - TLanes.Count;
        // The last register overlaps the one before. Elements that both contain are added once.
        TLanes end = TLanes.KeepLast(exp.PartsOfTerm<TRange>(TLanes.Load(logits + last), out TLanes endRest), (length - 1) % TLanes.Count + 1);
        Total<float, TLanes, TWide>.Add(end, endRest, ref high, ref low);
        for (int i = 0; ;)
        {
            int stop = Math.Min(last, i + Total<float, TLanes, TWide>.Registers * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes whole = exp.PartsOfTerm<TRange>(TLanes.Load(logits + i), out TLanes rest);
                Total<float, TLanes, TWide>.Add(whole, rest, ref high, ref low);
            }

            if (i >= last)
            {
                break;
            }

            Total<float, TLanes, TWide>.TakeOver(ref high, ref low);
        }

        return Total<float, TLanes, TWide>.Value(high, low, start);
    }
}
