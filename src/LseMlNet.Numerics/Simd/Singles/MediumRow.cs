using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The softmax of rows of floats that are short enough to keep both parts of each exponential in a buffer until the division by the
/// sum. Each result is thus rounded only once.
/// </summary>
/// <remarks>The last register of a row overlaps the one before. The elements they share get the same result from both.</remarks>
internal static unsafe class MediumRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    private const int Room = SingleKernels.LongestMediumRow;

    // The maximum number of rows, and of elements, in a group.
    private const int Rows = 8;
    private const int Elements = 1024;

    /// <summary>
    /// Computes several rows phase by phase, so that the processor works on other rows while it waits for the sum of one.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int length, int rows, in SingleScale scale)
    {
        byte* memory = stackalloc byte[Rows * 2 * Room * sizeof(float) + CacheLine.Bytes];
        float* parts = (float*)CacheLine.Start(memory);
        double* sums = stackalloc double[Rows];
        for (int count; rows > 0; rows -= count, logits += count * length, probabilities += count * length)
        {
            count = Math.Min(rows, Math.Clamp(Elements / length, 1, Rows));
            for (int row = 0; row < count; row++)
            {
                row += CentralPowers(logits + row * length, parts + row * 2 * Room, length, sums + row, count - row, in scale);
                if (row < count)
                {
                    sums[row] = ShiftedPowers(logits + row * length, parts + row * 2 * Room, length, in scale);
                }
            }

            for (int row = 0; row < count; row++)
            {
                (float high, float low) = Quotient<TLanes>.Reciprocal(sums[row]);
                Divide(parts + row * 2 * Room, probabilities + row * length, length, TLanes.Create(high), TLanes.Create(low));
            }
        }
    }

    /// <summary>Processes rows up to the first that is not a <see cref="CentralRow"/>, and returns their number.</summary>
    /// <remarks>
    /// It calls no methods: each call would save the registers and then reload everything that is the same for all rows.
    /// </remarks>
    [MethodImpl(Kernel.Options)]
    private static int CentralPowers(float* logits, float* parts, int length, double* sums, int rows, in SingleScale scale)
    {
        TExp exp = TExp.Create<CentralRow>(in scale, default);
        for (int row = 0; row < rows; row++, logits += length, parts += 2 * Room)
        {
            if (!CentralRow.Allows(in scale, logits, length, out TLanes largest))
            {
                return row;
            }

            sums[row] = Powers<CentralRow>(in exp, logits, parts, length, SingleTotal<TLanes, TWide>.Start<CentralRow>(in scale, largest));
        }

        return rows;
    }

    [MethodImpl(Kernel.Options)]
    private static double ShiftedPowers(float* logits, float* parts, int length, in SingleScale scale)
    {
        float maximum = LongRow<TLanes, TExp, TWide>.Maximum(logits, length, out _);
        TExp exp = TExp.Create<ShiftedRow>(in scale, TLanes.Create(maximum));
        return Powers<ShiftedRow>(in exp, logits, parts, length, SingleTotal<TLanes, TWide>.Start<ShiftedRow>(in scale, default));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Powers<TRange>(in TExp exp, float* logits, float* parts, int length, TLanes start)
        where TRange : struct, IRange
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
            SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
        }

        TLanes.Store(end, parts + i);
        TLanes.Store(endRest, parts + Room + i);
        // i is now the number of elements in the sum so far, at most the length.
        SingleTotal<TLanes, TWide>.Add(TLanes.KeepLast(end, length - i), endRest, ref high, ref low);
        return SingleTotal<TLanes, TWide>.Value(high, low, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(float* parts, float* probabilities, int length, TLanes high, TLanes low)
    {
        int last = length - TLanes.Count;
        int i = 0;
        for (; i < last; i += TLanes.Count)
        {
            TLanes.Store(Quotient<TLanes>.Of(TLanes.Load(parts + i), TLanes.Load(parts + Room + i), high, low), probabilities + i);
        }

        TLanes.Store(Quotient<TLanes>.Of(TLanes.Load(parts + i), TLanes.Load(parts + Room + i), high, low), probabilities + last);
    }
}
