using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// The kernels for a tile of rows that stand side by side: element i of row r is at i · width + r. The lanes run across the rows, so
/// nothing is summed or compared across lanes. Both work in place, on a width that is a multiple of the register.
/// </summary>
internal static unsafe class DoubleTile<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>Replaces the logits by probabilities, and stores the maxima.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(double* tile, int count, int width, DoubleScale* scale, double* maxima)
    {
        for (int column = 0; column < width; column += TLanes.Count)
        {
            double* x = tile + column;
            TLanes maximum = MaximumOf(x, count, width);
            TLanes.Store(maximum, maxima + column);
            TLanes lowest = maximum - TLanes.Create(scale->Lowest);
            TLanes start = DoubleExp<TLanes>.Start(maximum, scale);
            TLanes zero = TLanes.Create(DoubleTotal<TLanes>.Start);
            TLanes high = zero, highOfOdd = zero, low = TLanes.Create(0), lowOfOdd = low;
            int i = 0;
            for (; i < count - 1; i += 2)
            {
                AddPower(x + (nint)i * width, lowest, start, scale, ref high, ref low);
                AddPower(x + (nint)(i + 1) * width, lowest, start, scale, ref highOfOdd, ref lowOfOdd);
            }

            if (i < count)
            {
                AddPower(x + (nint)i * width, lowest, start, scale, ref highOfOdd, ref lowOfOdd);
            }

            high = DoubleTotal<TLanes>.Reciprocal(high - zero + (highOfOdd - zero) + (low + lowOfOdd), out low);
            for (i = 0; i < count; i++)
            {
                TLanes.Store(DoubleTotal<TLanes>.Quotient(TLanes.Load(x + (nint)i * width), high, low), x + (nint)i * width);
            }
        }
    }

    /// <summary>
    /// Computes the logarithms of the sums, and replaces the logits by log-probabilities if <paramref name="subtracts"/>.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Logs(double* tile, int count, int width, DoubleScale* scale, RowSums* sums, bool subtracts)
    {
        TLanes inverse = TLanes.Create(scale->Inverse);
        TLanes inverseRest = TLanes.Create(scale->InverseRest);
        for (int column = 0; column < width; column += TLanes.Count)
        {
            SumsOf(tile + column, count, width, scale, sums, column, false);
            if (subtracts)
            {
                double* x = tile + column;
                TLanes shift = DoubleTotal<TLanes>.Shift(
                    TLanes.Load(sums->Maximum + column), TLanes.Load(
                        sums->High + column), TLanes.Load(sums->Low + column), scale, out TLanes rest);
                for (int i = 0; i < count; i++)
                {
                    TLanes difference = DoublePasses<TLanes>.Difference(
                        TLanes.Load(x + (nint)i * width), shift, rest, inverse, inverseRest, scale->InverseRest == 0);
                    TLanes.Store(difference, x + (nint)i * width);
                }
            }
        }
    }

    /// <summary>Computes the logarithms of the sums and the weighted means.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Means(double* tile, int count, int width, DoubleScale* scale, RowSums* sums)
    {
        for (int column = 0; column < width; column += TLanes.Count)
        {
            SumsOf(tile + column, count, width, scale, sums, column, true);
        }
    }

    /// <summary>Replaces a register of logits by their exponentials, and adds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPower(double* x, TLanes lowest, TLanes start, DoubleScale* scale, ref TLanes high, ref TLanes low)
    {
        TLanes value = TLanes.Load(x);
        TLanes power = DoubleExp<TLanes>.Parts(value, start, scale, out TLanes rest);
        TLanes.Store(DoubleTotal<TLanes>.Add(value, lowest, power, rest, ref high, ref low), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes MaximumOf(double* x, int count, int width)
    {
        TLanes maximum = TLanes.Create(double.NegativeInfinity);
        for (int i = 0; i < count; i++)
        {
            maximum = TLanes.Max(TLanes.Load(x + (nint)i * width), maximum);
        }

        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumsOf(double* x, int count, int width, DoubleScale* scale, RowSums* sums, int column, bool weighted)
    {
        TLanes maximum = MaximumOf(x, count, width);
        TLanes lowest = maximum - TLanes.Create(scale->Lowest);
        TLanes start = DoubleExp<TLanes>.Start(maximum, scale);
        TLanes zero = TLanes.Create(0);
        TLanes one = TLanes.Create(1);
        TLanes empty = TLanes.Create(DoubleTotal<TLanes>.Start);
        TLanes equal = zero, high = empty, low = zero, mean = zero, square = zero, meanTotal = zero, squareTotal = zero, meanLow = zero,
        squareLow = zero;
        TLanes highOfOdd = empty, lowOfOdd = zero, meanOfOdd = zero, squareOfOdd = zero;
        int pairs = count / 2;
        for (int i = 0; ;)
        {
            for (int stop = Math.Min(pairs, i + DoubleTotal<TLanes>.Additions); i < stop; i++)
            {
                TLanes value = TLanes.Load(x + (nint)(2 * i) * width);
                equal += TLanes.WhereEqual(value, maximum, one, zero);
                DoubleTotal<TLanes>.Add(value, maximum, lowest, start, scale, weighted, ref high, ref low, ref mean, ref square);
                value = TLanes.Load(x + (nint)(2 * i + 1) * width);
                equal += TLanes.WhereEqual(value, maximum, one, zero);
                DoubleTotal<TLanes>.Add(
                    value, maximum, lowest, start, scale, weighted, ref highOfOdd, ref lowOfOdd, ref meanOfOdd, ref squareOfOdd);
            }

            if (i >= pairs)
            {
                break;
            }

            DoubleTotal<TLanes>.TakeOver(ref high, ref low);
            DoubleTotal<TLanes>.TakeOver(ref highOfOdd, ref lowOfOdd);
            if (weighted)
            {
                mean += meanOfOdd;
                square += squareOfOdd;
                meanOfOdd = squareOfOdd = zero;
                DoubleTotal<TLanes>.Move(ref mean, ref meanTotal, ref meanLow);
                DoubleTotal<TLanes>.Move(ref square, ref squareTotal, ref squareLow);
            }
        }

        if (2 * pairs < count)
        {
            TLanes value = TLanes.Load(x + (nint)(2 * pairs) * width);
            equal += TLanes.WhereEqual(value, maximum, one, zero);
            DoubleTotal<TLanes>.Add(
                value, maximum, lowest, start, scale, weighted, ref highOfOdd, ref lowOfOdd, ref meanOfOdd, ref squareOfOdd);
        }

        high = high - empty + (highOfOdd - empty);
        low += lowOfOdd;
        mean = meanTotal + (mean + meanLow) + meanOfOdd;
        square = squareTotal + (square + squareLow) + squareOfOdd;
        TLanes log = DoubleTotal<TLanes>.Finish(
            maximum, high, low, equal, scale, weighted, out TLanes logLow, ref mean, ref square);
        TLanes.Store(maximum, sums->Maximum + column);
        TLanes.Store(log, sums->High + column);
        TLanes.Store(logLow, sums->Low + column);
        if (weighted)
        {
            TLanes.Store(mean, sums->Mean + column);
            TLanes.Store(square, sums->Square + column);
        }
    }
}
