using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The softmax of rows of floats that are longer than two registers, yet short enough to keep both parts of each exponential in a
/// buffer until the division by the sum. Each result is thus rounded only once.
/// </summary>
/// <remarks>The last register of a row overlaps the one before. The elements they share get the same result from both.</remarks>
internal static unsafe class MediumRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TExp : struct, IRowExp<TExp, TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    // The maximum number of elements in a row. The parts of a group of longer rows would not stay in the first-level cache.
    private const int Room = 256;

    // The maximum number of rows, and of elements, in a group.
    private const int Rows = 8;
    private const int Elements = 1024;

    /// <summary>
    /// The largest number of elements in a row for which the sum needs no <see cref="Total{T, TLanes, TWide}.TakeOver"/>. It is 0
    /// on processors that round products and sums separately, where two parts are no more accurate than one.
    /// </summary>
    public static int Longest =>
        Quotient<float, TLanes>.IsProduct ? Math.Min(Room, Total<float, TLanes, TWide>.Registers * TLanes.Count) : 0;

    public static void Softmax(float* logits, float* probabilities, int length)
    {
        byte* memory = stackalloc byte[2 * Room * sizeof(float) + CacheLine.Bytes];
        float* parts = (float*)CacheLine.Start(memory);
        double sum;
        if (CentralPowers(logits, parts, length, &sum, 1) == 0)
        {
            sum = ShiftedPowers(logits, parts, length);
        }

        (float high, float low) = Quotient<float, TLanes>.Reciprocal(sum);
        Scale(parts, probabilities, length, TLanes.Create(high), TLanes.Create(low));
    }

    /// <summary>
    /// Computes several rows phase by phase, so that the processor works on other rows while it waits for the sum of one.
    /// </summary>
    public static void Softmax(float* logits, float* probabilities, int length, int rows)
    {
        byte* memory = stackalloc byte[Rows * 2 * Room * sizeof(float) + CacheLine.Bytes];
        float* parts = (float*)CacheLine.Start(memory);
        float* highs = stackalloc float[Rows];
        float* lows = stackalloc float[Rows];
        double* sums = stackalloc double[Rows];
        for (int count; rows > 0; rows -= count, logits += count * length, probabilities += count * length)
        {
            count = Math.Min(rows, Math.Clamp(Elements / length, 1, Rows));
            int row = 0;
            while (true)
            {
                int start = row * length;
                row += CentralPowers(logits + start, parts + row * 2 * Room, length, sums + row, count - row);
                if (row == count)
                {
                    break;
                }

                start = row * length;
                sums[row] = ShiftedPowers(logits + start, parts + row * 2 * Room, length);
                row++;
            }

            Reciprocals<TWide>.Of(sums, count, highs, lows);
            for (row = 0; row < count; row++)
            {
                Scale(parts + row * 2 * Room, probabilities + row * length, length, TLanes.Create(highs[row]), TLanes.Create(lows[row]));
            }
        }
    }

    /// <summary>Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number.</summary>
    /// <remarks>
    /// It calls no methods: each call would save the registers and then reload everything that is the same for all rows.
    /// </remarks>
    private static int CentralPowers(float* logits, float* parts, int length, double* sums, int rows)
    {
        TExp exp = TExp.Create<CentralRow>(0);
        for (int row = 0; row < rows; row++, logits += length, parts += 2 * Room)
        {
            if (!CentralRow.Allows(logits, length, out TLanes largest))
            {
                return row;
            }

            TLanes start = Total<float, TLanes, TWide>.StartOfCentral(TLanes.MaxAcross(largest));
            sums[row] = Powers<CentralRow>(in exp, logits, parts, length, start);
        }

        return rows;
    }

    private static double ShiftedPowers(float* logits, float* parts, int length)
    {
        float maximum = RowKernel<float, TLanes, TExp, TWide>.Maximum(logits, length, out _);
        TLanes start = Total<float, TLanes, TWide>.Start;
        return TExp.IsNear(maximum)
            ? Powers<NearRow>(TExp.Create<NearRow>(maximum), logits, parts, length, start)
            : Powers<FarRow>(TExp.Create<FarRow>(maximum), logits, parts, length, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Powers<TRange>(in TExp exp, float* logits, float* parts, int length, TLanes start)
        where TRange : struct, IRowRange
    {
        int last = length - TLanes.Count;
        TLanes end = exp.Parts<TRange>(TLanes.Load(logits + last), out TLanes endRest);
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        int i = 0;
        for (; i < last; i += TLanes.Count)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i), out TLanes rest);
            TLanes.Store(whole, parts + i);
            TLanes.Store(rest, parts + Room + i);
            Total<float, TLanes, TWide>.Add(whole, rest, ref high, ref low);
        }

        TLanes.Store(end, parts + i);
        TLanes.Store(endRest, parts + Room + i);
        // i is now the number of elements in the sum so far, at most the length.
        Total<float, TLanes, TWide>.Add(TLanes.KeepLast(end, length - i), endRest, ref high, ref low);
        return Total<float, TLanes, TWide>.Value(high, low, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale(float* parts, float* probabilities, int length, TLanes high, TLanes low)
    {
        int last = length - TLanes.Count;
        int i = 0;
        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(Quotient<float, TLanes>.Of(TLanes.Load(parts + i), TLanes.Load(parts + Room + i), high, low), probabilities + i);
        }

        TLanes.Store(Quotient<float, TLanes>.Of(TLanes.Load(parts + i), TLanes.Load(parts + Room + i), high, low), probabilities + last);
    }
}
