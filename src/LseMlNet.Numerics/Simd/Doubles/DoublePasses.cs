using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>The passes over a contiguous row that fills a register. They become part of the kernels that use them.</summary>
/// <remarks>
/// If the end of a row does not fill a register, the last register overlaps the one before. This also works in place, because the elements
/// of the last register are read before the loop and written after it. The order of the additions depends only on the length, so a row has
/// the same bits at every address.
/// </remarks>
internal static unsafe class DoublePasses<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaximumOf(double* x, int length)
    {
        int last = length - TLanes.Count;
        // On processors where Max returns its second operand for NaN, an accumulator that starts as NaN would ignore the rest of its lane.
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
    public static double PowersOf(double* x, double* y, int length, double maximum, DoubleScale* scale)
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
            // The next load comes before the store. Two arrays allocated one after the other are often a little more than a multiple of
            // 4,096 bytes apart. The processor would then mistake a load after the store for a load of the stored bytes, and wait.
            next = TLanes.Load(x + Math.Min(i + TLanes.Count, last));
            TLanes.Store(DoubleTotal<TLanes>.Add(value, lowest, power, rest, ref high, ref low), y + i);
        }

        // Only the elements of the last register that no earlier register contains are added.
        TLanes skipped = TLanes.Create(TLanes.Count - 1 - (length - 1) % TLanes.Count);
        TLanes own = TLanes.WhereLess(TLanes.Indices, skipped, TLanes.Create(double.NegativeInfinity), end);
        DoubleTotal<TLanes>.Add(own, lowest, endPower, endRest, ref high, ref low);
        TLanes.Store(TLanes.WhereLess(end, lowest, TLanes.Create(0), TLanes.MulAdd(endPower, endRest, endPower)), y + last);
        return TLanes.SumAcross(high - TLanes.Create(DoubleTotal<TLanes>.Start)) + TLanes.SumAcross(low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DivideAll(double* y, int length, double sum)
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
    public static TLanes SumsOf(
        double* x, int length, TLanes maximum, DoubleScale* scale, bool weighted, out TLanes lowSum, out TLanes meanSum,
        out TLanes squareSum, out int equalCount)
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

        // Only the elements of the last register that no earlier register contains are added.
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

    /// <summary>
    /// Returns a log-probability, given the numbers from <see cref="DoubleTotal{TLanes}.Shift"/>. If 1 /
    /// T is exact, −∞ · 0 must not be computed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Difference(TLanes x, TLanes shift, TLanes rest, TLanes inverse, TLanes inverseRest, bool isExact)
    {
        TLanes difference = x - shift;
        return TLanes.MulAdd(difference, inverse, isExact ? rest : TLanes.MulAdd(difference, inverseRest, rest));
    }

    /// <summary>Returns the index of the first element at a multiple of the register size, so that no store crosses a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FirstAligned(double* address) => (int)(-(nint)address & (sizeof(TLanes) - 1)) / sizeof(double);
}
