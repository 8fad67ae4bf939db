using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>The passes over one row at one vector width: maximum; exponentials and their sum; scaling or subtracting.</summary>
/// <remarks>
/// The end of a row that does not fill a register is covered by a last register that overlaps the one before. In place that works
/// because its elements are read before the loop and written after it. The order of the additions depends on the length alone, so a
/// row gives the same bits at every address.
/// </remarks>
internal static unsafe class RowKernel<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    /// <summary>Softmax of one row.</summary>
    public static void Softmax(T* logits, T* probabilities, int length)
    {
        T maximum = Maximum(logits, length, out T minimum);
        Scale(probabilities, length, Powers(logits, probabilities, length, minimum, maximum));
    }

    /// <summary>Softmax of some rows, phase by phase, so that the wait for one row's maximum or sum is filled with work on the others.</summary>
    [SkipLocalsInit]
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
        // Of the last register, what none before it has.
        Add(TLanes.KeepLast(whole, (length - 1) % TLanes.Count + 1), rest, ref high, ref low);
        TLanes x = TLanes.Load(logits);
        for (int i = 0; ;)
        {
            int stop = Math.Min(last, i + Total<T, TLanes, TWide>.Registers * TLanes.Count);
            for (; i < stop; i += TLanes.Count)
            {
                whole = exp.Parts<TRange>(x, out rest);
                // Read before the store: two arrays made one after the other are often a little more than a multiple of 4096 bytes apart, and
                // the machine would take this for the memory that is about to be written.
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
        // Doubles come rounded.
        if (typeof(T) == typeof(double))
        {
            Total<T, TLanes, TWide>.Add(whole, ref high, ref low);
        }
        else
        {
            Total<T, TLanes, TWide>.Add(whole, rest, ref high, ref low);
        }
    }

    /// <summary>The largest element, and the smallest. Where an element is NaN, each is that of the others or NaN.</summary>
    /// <remarks>They do not make a structure: it would be read back by a load wider than the stores before it, which waits for them.</remarks>
    public static T Maximum(T* logits, int length, out T minimum)
    {
        if (length < TLanes.Count)
        {
            minimum = T.NegativeInfinity;
            return TLanes.MaxAcross(TLanes.LoadPartial(logits, length, T.NegativeInfinity));
        }

        int last = length - TLanes.Count;
        // Only this register meets a first operand that may be NaN.
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

    /// <summary>(x − high) − low.</summary>
    public static void Subtract(T* source, T* destination, int length, T high, T low) =>
        ElementwisePass<T, TLanes>.Run<Subtract<T, TLanes>>(source, destination, length, high, low);

    public static void Scale(T* values, int length, double sum)
    {
        (T high, T low) = Quotient<T, TLanes>.Reciprocal(sum);
        ElementwisePass<T, TLanes>.Run<Divide<T, TLanes>>(values, values, length, high, low);
    }
}
