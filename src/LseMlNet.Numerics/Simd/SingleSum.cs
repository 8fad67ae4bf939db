namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Σ e^(x − m) of a row of floats, m the maximum, to about 2^-29: the exponentials of <see cref="SingleExp{TLanes}"/>, summed before
/// they are rounded, as table entry and remainder.
/// </summary>
internal static unsafe class SingleSum<TLanes, TWide>
    where TLanes : unmanaged, ILanes<TLanes, float>
    where TWide : unmanaged, ILanes<TWide, double>
{
    // The sum of so many elements is exact in its high part, and rounded in the low one to less than 2^-36 of the whole.
    private const int Part = 1024;

    /// <summary>The sum, divided by e to the power of the shift of the exponentials; for rows of a register or more.</summary>
    public static double Of(float* logits, int length, float maximum, int threads)
    {
        double sum = 0;
        if (threads > 1)
        {
            foreach (double part in Spread(logits, length, maximum, threads))
            {
                sum += part;
            }

            return sum;
        }

        int blocks = RowBlocks.Count(length);
        for (int block = 0; block < blocks; block++)
        {
            sum += OfBlock(logits + RowBlocks.Start(block), RowBlocks.Length(block, length), maximum);
        }

        return sum;
    }

    // A closure is allocated where the method begins, so the one for threads has a method of its own.
    private static double[] Spread(float* logits, int length, float maximum, int threads) =>
        RowBlocks.Spread(length, threads, (start, count) => OfBlock(logits + start, count, maximum));

    private static double OfBlock(float* logits, int length, float maximum)
    {
        double sum = 0;
        for (; length >= 2 * Part; length -= Part, logits += Part)
        {
            sum += OfPart(logits, Part, maximum);
        }

        return sum + OfPart(logits, length, maximum);
    }

    private static double OfPart(float* logits, int length, float maximum)
    {
        SingleExp<TLanes> exp = SingleExp<TLanes>.Create(maximum);
        TLanes origin = TLanes.Create(SingleExp<TLanes>.AboveAll);
        TLanes high = origin;
        TLanes low = TLanes.Create(0);
        int last = length - TLanes.Count;
        for (int i = 0; i < last; i += TLanes.Count)
        {
            TLanes whole = exp.Parts(TLanes.Load(logits + i), out TLanes rest);
            TLanes next = high + whole;
            low += TLanes.MulAdd(whole, rest, whole - (next - high));
            high = next;
        }

        // The last register overlaps the one before; what that one had is left out.
        TLanes end = TLanes.KeepLast(exp.Parts(TLanes.Load(logits + last), out TLanes endRest), (length - 1) % TLanes.Count + 1);
        TLanes sum = high + end;
        low += TLanes.MulAdd(end, endRest, end - (sum - high));
        sum -= origin;
        return TWide.SumAcross(
            TLanes.WidenLower<TWide>(sum) + TLanes.WidenUpper<TWide>(sum) + (TLanes.WidenLower<TWide>(low) + TLanes.WidenUpper<TWide>(low)));
    }
}
