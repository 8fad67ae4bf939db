using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>The passes over one row at one vector width: the maximum; the exponentials and their sum; scaling or subtracting.</summary>
/// <remarks>
/// If the end of a row does not fill a register, the last register overlaps the one before. This also works in place, because the elements
/// of the last register are read before the loop and written after it. The order of the additions depends only on the length, so a row has
/// the same bits at every address.
/// </remarks>
internal static unsafe class RowKernel<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>Computes the softmax of one row.</summary>
    public static void Softmax(T* logits, T* probabilities, int length)
    {
        T maximum = Maximum(logits, length, out T minimum);
        Scale(probabilities, length, Powers(logits, probabilities, length, minimum, maximum));
    }

    /// <summary>
    /// Computes the softmax of several rows phase by phase, so that the processor works on other rows while it waits for a maximum
    /// or a sum.
    /// </summary>
    public static void Softmax(T* logits, T* probabilities, int length, int rows)
    {
        T* minima = stackalloc T[RowGroup.Rows];
        T* maxima = stackalloc T[RowGroup.Rows];
        double* sums = stackalloc double[RowGroup.Rows];
        for (int row = 0; row < rows; row++)
        {
            maxima[row] = Maximum(logits + row * length, length, out minima[row]);
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            sums[row] = Powers(logits + start, probabilities + start, length, minima[row], maxima[row]);
        }

        for (int row = 0; row < rows; row++)
        {
            Scale(probabilities + row * length, length, sums[row]);
        }
    }

    /// <summary>Stores the exponentials and returns their sum.</summary>
    public static double Powers(T* logits, T* powers, int length, T minimum, T maximum)
    {
        int blocks = RowBlocks.Count(length);
        if (blocks == 1)
        {
            return PowersOfBlock(logits, powers, length, minimum, maximum);
        }

        Pair sum = default;
        for (int block = 0; block < blocks; block++)
        {
            int start = RowBlocks.Start(block);
            sum = sum.Add(new(PowersOfBlock(logits + start, powers + start, RowBlocks.Length(block, length), minimum, maximum), 0));
        }

        return sum.Value;
    }

    public static double PowersOfBlock(T* logits, T* powers, int length, T minimum, T maximum)
    {
        if (TExp.IsOrdinary(minimum, maximum))
        {
            return PowersOfBlock<OrdinaryRow>(logits, powers, length, maximum);
        }

        return TExp.IsNear(maximum)
            ? PowersOfBlock<NearRow>(logits, powers, length, maximum)
            : PowersOfBlock<FarRow>(logits, powers, length, maximum);
    }

    private static double PowersOfBlock<TRange>(T* logits, T* powers, int length, T maximum)
        where TRange : struct, IRowRange
    {
        TExp exp = TExp.CreateScaled<TRange>(maximum);
        TLanes high = Total<T, TLanes, TWide>.Start;
        TLanes low = TLanes.Create(T.Zero);
        int last = length - TLanes.Count;
        TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + last), out TLanes rest);
        TLanes end = Rounded(whole, rest);
        // Add only the elements of the last register that no earlier register contains.
        Add(TLanes.KeepLast(whole, (length - 1) % TLanes.Count + 1), rest, ref high, ref low);
        TLanes x = TLanes.Load(logits);
        for (int i = 0; ;)
        {
            int stop = Math.Min(last, i + Total<T, TLanes, TWide>.Registers * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                whole = exp.Parts<TRange>(x, out rest);
                // Load before the store. Two arrays allocated one after the other are often a little more than a multiple of 4,096 bytes
                // apart. The processor would then mistake a load after the store for a load of the stored bytes, and wait.
                x = TLanes.Load(logits + Math.Min(i + TLanes.Count, last));
                TLanes.Store(Rounded(whole, rest), powers + i);
                Add(whole, rest, ref high, ref low);
            }

            if (i >= last)
            {
                break;
            }

            Total<T, TLanes, TWide>.TakeOver(ref high, ref low);
        }

        TLanes.Store(end, powers + last);
        return Total<T, TLanes, TWide>.Value(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Rounded(TLanes whole, TLanes rest) => typeof(T) == typeof(double) ? whole : TLanes.MulAdd(whole, rest, whole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes whole, TLanes rest, ref TLanes high, ref TLanes low)
    {
        // Doubles are rounded already.
        if (typeof(T) == typeof(double))
        {
            Total<T, TLanes, TWide>.Add(whole, ref high, ref low);
        }
        else
        {
            Total<T, TLanes, TWide>.Add(whole, rest, ref high, ref low);
        }
    }

    /// <summary>
    /// Returns the largest and the smallest element. If an element is NaN, each is either NaN or taken from the other elements.
    /// </summary>
    /// <remarks>
    /// The two are returned separately. A structure would be written by two stores and read back by one wider load, which would have to
    /// wait for both.
    /// </remarks>
    public static T Maximum(T* logits, int length, out T minimum)
    {
        if (length < TLanes.Count)
        {
            minimum = T.NegativeInfinity;
            return TLanes.MaxAcross(TLanes.LoadPartial(logits, length, T.NegativeInfinity));
        }

        int last = length - TLanes.Count;
        // An accumulator that starts as NaN would ignore the rest of its lane. An infinity prevents this where Max and Min return
        // their second operand for NaN.
        TLanes x = TLanes.Load(logits + last);
        TLanes largest = TLanes.Max(x, TLanes.Create(T.NegativeInfinity));
        TLanes smallest = TLanes.Min(x, TLanes.Create(T.PositiveInfinity));
        TLanes largestOfOdd = largest, smallestOfOdd = smallest;
        int i = 0;
        for (; i <= last - 2 * TLanes.Count; i += 2 * TLanes.Count)
        {
            x = TLanes.Load(logits + i);
            largest = TLanes.Max(x, largest);
            smallest = TLanes.Min(x, smallest);
            x = TLanes.Load(logits + Math.Min(i + TLanes.Count, last));
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

    /// <summary>Computes (x − high) − low.</summary>
    public static void Subtract(T* source, T* destination, int length, T high, T low) =>
        ElementwisePass<T, TLanes>.Run<Subtract<T, TLanes>>(source, destination, length, high, low);

    public static void Scale(T* values, int length, double sum)
    {
        (T high, T low) = Quotient<T, TLanes>.Reciprocal(sum);
        ElementwisePass<T, TLanes>.Run<Divide<T, TLanes>>(values, values, length, high, low);
    }
}
