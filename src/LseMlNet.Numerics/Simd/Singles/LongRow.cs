using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The passes over a row of floats, or over a block of it: the maximum; the exponentials and their sum; scaling or subtracting. The
/// row fills at least one register.
/// </summary>
/// <remarks>
/// If the end of a row does not fill a register, the last register overlaps the one before. This also works in place, because the elements
/// of the last register are read before the loop and written after it. The order of the additions depends only on the length, so a row has
/// the same bits at every address.
/// </remarks>
internal static unsafe class LongRow<TLanes, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    /// <summary>
    /// Returns the largest and the smallest element. If an element is NaN, either result may be NaN or come from the other elements.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static float Maximum(float* logits, int length, out float minimum)
    {
        int last = length - TLanes.Count;
        // An accumulator that starts as NaN would ignore the rest of its lane on processors where Max and Min return their second operand
        // for NaN. Starting from an infinity prevents this.
        TLanes x = TLanes.Load(logits + last);
        TLanes largest = TLanes.Max(x, TLanes.Create(float.NegativeInfinity));
        TLanes smallest = TLanes.Min(x, TLanes.Create(float.PositiveInfinity));
        TLanes largestOfOdd = largest, smallestOfOdd = smallest;
        int i = 0;
        for (; i <= last - 2 * TLanes.Count; i += 2 * TLanes.Count)
        {
            x = TLanes.Load(logits + i);
            largest = TLanes.Max(x, largest);
            smallest = TLanes.Min(x, smallest);
            x = TLanes.Load(logits + i + TLanes.Count);
            largestOfOdd = TLanes.Max(x, largestOfOdd);
            smallestOfOdd = TLanes.Min(x, smallestOfOdd);
        }

        for (; i < last; i += TLanes.Count)
        {
            x = TLanes.Load(logits + i);
            largest = TLanes.Max(x, largest);
            smallest = TLanes.Min(x, smallest);
        }

        minimum = TLanes.MinAcross(TLanes.Min(smallest, smallestOfOdd));
        return TLanes.MaxAcross(TLanes.Max(largest, largestOfOdd));
    }

    /// <summary>
    /// Stores the exponentials, scaled as the maximum and the minimum of the whole row require, and returns their sum. A row of several
    /// blocks is summed block by block.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static double Powers(float* logits, float* powers, int length, float minimum, float maximum, in SingleScale scale)
    {
        bool isCentral = scale.IsCentral(minimum, maximum);
        double sum = 0;
        for (int block = 0; block < RowBlocks.Count(length); block++)
        {
            int start = RowBlocks.Start(block);
            int count = RowBlocks.Length(block, length);
            sum += isCentral
                ? Powers<CentralRow>(logits + start, powers + start, count, maximum, in scale)
                : Powers<ShiftedRow>(logits + start, powers + start, count, maximum, in scale);
        }

        return sum;
    }

    [MethodImpl(Kernel.Options)]
    private static double Powers<TRange>(float* logits, float* powers, int length, float maximum, in SingleScale scale)
        where TRange : struct, IRange
    {
        TExp exp = TExp.CreateScaled<TRange>(in scale, TLanes.Create(maximum));
        TLanes start = SingleTotal<TLanes, TWide>.Start<TRange>(in scale, TLanes.Create(maximum));
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        int last = length - TLanes.Count;
        TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + last), out TLanes rest);
        TLanes end = TLanes.MulAdd(whole, rest, whole);
        // Add only the elements of the last register that no earlier register contains.
        SingleTotal<TLanes, TWide>.Add(TLanes.KeepLast(whole, (length - 1) % TLanes.Count + 1), rest, ref high, ref low);
        TLanes x = TLanes.Load(logits);
        for (int i = 0; ;)
        {
            int stop = Math.Min(last, i + SingleTotal<TLanes, TWide>.Registers * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                whole = exp.Parts<TRange>(x, out rest);
                // Load before the store. Two arrays allocated one after the other are often a little more than a multiple of 4,096 bytes
                // apart. The processor would then mistake a load after the store for a load of the stored bytes, and wait.
                x = TLanes.Load(logits + Math.Min(i + TLanes.Count, last));
                TLanes.Store(TLanes.MulAdd(whole, rest, whole), powers + i);
                SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
            }

            if (i >= last)
            {
                break;
            }

            SingleTotal<TLanes, TWide>.TakeOver(ref high, ref low);
        }

        TLanes.Store(end, powers + last);
        return SingleTotal<TLanes, TWide>.Value(high, low, start);
    }

    /// <summary>Divides by the sum of the row.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Divide(float* values, int length, double sum)
    {
        (float high, float low) = Quotient<TLanes>.Reciprocal(sum);
        ElementwisePass<TLanes>.Run(new Divide<TLanes>(high, low), values, values, length);
    }
}
