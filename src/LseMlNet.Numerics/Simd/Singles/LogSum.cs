using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes the maximum m and log Σ e^((x − m) / T) of rows of floats. Log-softmax, log-sum-exp and cross-entropy then need only a few
/// more additions.
/// </summary>
/// <remarks>
/// The fast sum adds the exponentials of <see cref="SingleExp{TLanes}"/> before they are rounded, while each is still a table entry plus a
/// remainder. Its relative error is about 2^-28. For millions of equal logits far below the maximum, it grows to 2^-24, because the
/// rounding errors of the low sums all have the same sign. Rows in which that is too much are summed again in double precision.
/// </remarks>
internal static unsafe class LogSum<TLanes, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    /// <summary>
    /// For rows that fill a register. If a maximum is not finite, <see cref="LogSum.Special"/> supplies it, and the logarithm is NaN.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Of(float* logits, int length, int rows, float* maxima, double* logs, in SingleScale scale)
    {
        bool isOneBlock = RowBlocks.Count(length) == 1;
        for (int row = 0; row < rows; row++)
        {
            row += isOneBlock ? Central(logits + row * length, length, rows - row, maxima + row, logs + row, in scale) : 0;
            if (row < rows)
            {
                float maximum = LongRow<TLanes, SingleExp<TLanes>, TWide>.Maximum(logits + row * length, length, out float minimum);
                bool isCentral = scale.IsCentral(minimum, maximum);
                maxima[row] = maximum;
                logs[row] = Log(Sum(logits + row * length, length, isCentral, maximum, in scale), isCentral, maximum, in scale);
            }
        }

        for (int row = 0; row < rows; row++)
        {
            if (!Suffices(logs[row], maxima[row], in scale))
            {
                logs[row] = Accurate(logits + row * length, length, ref maxima[row], in scale);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OfRow(float* logits, int length, out float maximum, in SingleScale scale)
    {
        double log;
        float largest;
        Of(logits, length, 1, &largest, &log, in scale);
        maximum = largest;
        return log;
    }

    /// <summary>Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number.</summary>
    /// <remarks>
    /// The loop calls no methods, because each call would save the registers and then reload everything that all rows share.
    /// </remarks>
    [MethodImpl(Kernel.Options)]
    private static int Central(float* logits, int length, int rows, float* maxima, double* logs, in SingleScale scale)
    {
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create<CentralRow>(in scale, default);
        for (int row = 0; row < rows; row++, logits += length)
        {
            if (!CentralRow.Allows(in scale, logits, length, out TLanes largest))
            {
                return row;
            }

            float maximum = TLanes.MaxAcross(largest);
            maxima[row] = maximum;
            double sum = Sum<CentralRow>(in exp, logits, length, SingleTotal<TLanes, TWide>.Start<CentralRow>(in scale, largest));
            logs[row] = Log(sum, true, maximum, in scale);
        }

        return rows;
    }

    /// <summary>Returns log Σ e^((x − m) / T), given the sum of the scaled exponentials of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Log(double sum, bool isCentral, float maximum, in SingleScale scale) =>
        FastLogarithm.Of(sum)
        + (isCentral ? -Headroom.CentralExponent * Headroom.Log2 - maximum * scale.Inverse : scale.LogOfShift(maximum));

    /// <summary>
    /// Returns the sum of the exponentials of a row or a block, scaled as the range and the maximum of the whole row require. A row of
    /// several blocks is summed block by block.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static double Sum(float* logits, int length, bool isCentral, float maximum, in SingleScale scale)
    {
        double sum = 0;
        for (int block = 0; block < RowBlocks.Count(length); block++)
        {
            float* start = logits + RowBlocks.Start(block);
            int count = RowBlocks.Length(block, length);
            sum += isCentral
                ? SumOfBlock<CentralRow>(start, count, maximum, in scale)
                : SumOfBlock<ShiftedRow>(start, count, maximum, in scale);
        }

        return sum;
    }

    [MethodImpl(Kernel.Options)]
    private static double SumOfBlock<TRange>(float* logits, int length, float maximum, in SingleScale scale)
        where TRange : struct, IRange
    {
        TLanes maxima = TLanes.Create(maximum);
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create<TRange>(in scale, maxima);
        return Sum<TRange>(in exp, logits, length, SingleTotal<TLanes, TWide>.Start<TRange>(in scale, maxima));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum<TRange>(in SingleExp<TLanes> exp, float* logits, int length, TLanes start)
        where TRange : struct, IRange
    {
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        int last = length - TLanes.Count;
        // The last register overlaps the one before. Elements that both contain are added once.
        TLanes end = TLanes.KeepLast(exp.Parts<TRange>(TLanes.Load(logits + last), out TLanes rest), (length - 1) % TLanes.Count + 1);
        SingleTotal<TLanes, TWide>.Add(end, rest, ref high, ref low);
        for (int i = 0; ;)
        {
            int stop = Math.Min(last, i + SingleTotal<TLanes, TWide>.Registers * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i), out rest);
                SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
            }

            if (i >= last)
            {
                break;
            }

            SingleTotal<TLanes, TWide>.TakeOver(ref high, ref low);
        }

        return SingleTotal<TLanes, TWide>.Value(high, low, start);
    }

    /// <summary>
    /// Whether the error of the fast sum, 2^-28, is small compared to the unit in the last place of the results. It is 1/64 of the
    /// unit of a log-sum-exp of 2 or more, and 1/8 of the unit of the largest log-probability, −log Σ, if that is a quarter or
    /// more. False for NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Suffices(double log, float maximum, in SingleScale scale) =>
        log >= 0.25 && Math.Abs(log + maximum * scale.Inverse) >= 2;

    /// <summary>Computes the logarithm of a row in which each element matters, and the maximum of a row that is not finite.</summary>
    [MethodImpl(Kernel.Options)]
    public static double Accurate(float* logits, int length, ref float maximum, in SingleScale scale)
    {
        if (float.IsFinite(maximum))
        {
            double log = Logarithm.OnePlus(WidenedSum<TWide>.Others(logits, length, maximum, scale.Inverse));
            if (!double.IsNaN(log))
            {
                return log;
            }
        }

        maximum = LogSum.Special(logits, length);
        return double.NaN;
    }
}

/// <summary>The part that the logarithms of all widths share.</summary>
internal static unsafe class LogSum
{
    /// <summary>Returns the maximum of a row that contains NaN, +∞, or only −∞. The result is NaN if any element is NaN.</summary>
    [MethodImpl(Kernel.Options)]
    public static float Special(float* logits, int length)
    {
        float maximum = float.NegativeInfinity;
        for (int i = 0; i < length; i++)
        {
            maximum = MathF.Max(maximum, logits[i]);
        }

        return maximum;
    }
}
