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
    // So many registers are summed in the element type, then in double precision or, of doubles, with the rounding kept. More of them
    // would be faster by a little, and the largest element of a peaked row would meet a rounding for each.
    private const int BlockRegisters = 4;

    public static void Softmax(T* logits, T* probabilities, int length)
    {
        if (length < TLanes.Count)
        {
            ShortSoftmax(logits, probabilities, length);
            return;
        }

        if (typeof(T) == typeof(float) && length > TLanes.Count && length <= 2 * TLanes.Count)
        {
            TwoRegisterSoftmax(logits, probabilities, length);
            return;
        }

        Scale(probabilities, length, Powers(logits, probabilities, length, LongMaximum(logits, length)));
    }

    /// <summary>Softmax of some rows, phase by phase: so the wait for one row's maximum or sum is filled with work on the others.</summary>
    [SkipLocalsInit]
    public static void Softmax(T* logits, T* probabilities, int length, int rows)
    {
        if (length < TLanes.Count)
        {
            for (int row = 0; row < rows; row++)
            {
                ShortSoftmax(logits + row * length, probabilities + row * length, length);
            }

            return;
        }

        T* maxima = stackalloc T[RowGroup.Rows];
        double* sums = stackalloc double[RowGroup.Rows];
        for (int row = 0; row < rows; row++)
        {
            maxima[row] = LongMaximum(logits + row * length, length);
        }

        for (int row = 0; row < rows; row++)
        {
            int start = row * length;
            sums[row] = Powers(logits + start, probabilities + start, length, maxima[row]);
        }

        for (int row = 0; row < rows; row++)
        {
            Scale(probabilities + row * length, length, sums[row]);
        }
    }

    /// <summary>Stores the exponentials and returns their sum.</summary>
    public static double Powers(T* logits, T* powers, int length, T maximum)
    {
        int blocks = RowBlocks.Count(length);
        double sum = 0;
        for (int block = 0; block < blocks; block++)
        {
            int start = RowBlocks.Start(block);
            int count = RowBlocks.Length(block, length);
            sum += typeof(T) == typeof(float)
                ? SinglePowers(logits + start, powers + start, count, maximum)
                : DoublePowers(logits + start, powers + start, count, maximum);
        }

        return sum;
    }

    private static double SinglePowers(T* logits, T* powers, int length, T maximum)
    {
        TExp exp = TExp.Create(maximum);
        int last = length - TLanes.Count;
        TLanes rest = exp.Invoke(TLanes.Load(logits + last));
        TWide first = TWide.Create(0), second = first;
        int i = 0;
        while (i < last)
        {
            int stop = Math.Min(last, i + BlockRegisters * TLanes.Count);
            TLanes block = TLanes.Create(T.Zero);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes power = exp.Invoke(TLanes.Load(logits + i));
                TLanes.Store(power, powers + i);
                block += power;
            }

            Accumulate(block, ref first, ref second);
        }

        TLanes.Store(rest, powers + last);
        // i is now the number of elements summed, at most the length.
        Accumulate(TLanes.KeepLast(rest, length - i), ref first, ref second);
        return TWide.SumAcross(first + second);
    }

    /// <summary>The same with what each addition rounds away; starting above every term makes that three operations instead of six.</summary>
    private static double DoublePowers(T* logits, T* powers, int length, T maximum)
    {
        TExp exp = TExp.Create(maximum);
        int last = length - TLanes.Count;
        TLanes rest = exp.Invoke(TLanes.Load(logits + last));
        TLanes origin = TLanes.Create(T.CreateTruncating(SingleExp<Lanes128<float>>.AboveAll));
        TLanes high = origin;
        TLanes low = TLanes.Create(T.Zero);
        int i = 0;
        for (; i < last; i += TLanes.Count)
        {
            TLanes power = exp.Invoke(TLanes.Load(logits + i));
            TLanes.Store(power, powers + i);
            TLanes next = high + power;
            low += power - (next - high);
            high = next;
        }

        TLanes.Store(rest, powers + last);
        rest = TLanes.KeepLast(rest, length - i);
        TLanes sum = high + rest;
        low += rest - (sum - high);
        return TLanes.SumAcross(sum - origin) + TLanes.SumAcross(low);
    }

    /// <summary>The largest element; where an element is NaN, the largest of the others or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(T* logits, int length) => length < TLanes.Count
        ? ShortMaximum(logits, length)
        : LongMaximum(logits, length);

    private static T ShortMaximum(T* logits, int length) => TLanes.MaxAcross(TLanes.LoadPartial(logits, length, T.NegativeInfinity));

    private static T LongMaximum(T* logits, int length)
    {
        int last = length - TLanes.Count;
        TLanes first = TLanes.Load(logits + last);
        // Only this register meets a first operand that may be NaN.
        first = TLanes.Max(first, TLanes.Create(T.NegativeInfinity));
        TLanes second = first, third = first, fourth = first;
        int i = 0;
        for (; i <= last - 4 * TLanes.Count; i += 4 * TLanes.Count)
        {
            first = TLanes.Max(TLanes.Load(logits + i), first);
            second = TLanes.Max(TLanes.Load(logits + i + TLanes.Count), second);
            third = TLanes.Max(TLanes.Load(logits + i + 2 * TLanes.Count), third);
            fourth = TLanes.Max(TLanes.Load(logits + i + 3 * TLanes.Count), fourth);
        }

        for (; i < last; i += TLanes.Count)
        {
            first = TLanes.Max(TLanes.Load(logits + i), first);
        }

        return TLanes.MaxAcross(TLanes.Max(TLanes.Max(first, second), TLanes.Max(third, fourth)));
    }

    /// <summary>(x − high) − low: with high the rounded log-sum-exp and low what the rounding left, this cancels nothing.</summary>
    public static void Subtract(T* source, T* destination, int length, T high, T low)
    {
        TLanes highs = TLanes.Create(high);
        TLanes lows = TLanes.Create(low);
        if (length < TLanes.Count)
        {
            TLanes.StorePartial(TLanes.LoadPartial(source, length, T.Zero) - highs - lows, destination, length);
            return;
        }

        int last = length - TLanes.Count;
        TLanes start = TLanes.Load(source) - highs - lows;
        TLanes end = TLanes.Load(source + last) - highs - lows;
        for (int i = FirstAligned(destination); i < last; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Load(source + i) - highs - lows, destination + i);
        }

        TLanes.Store(start, destination);
        TLanes.Store(end, destination + last);
    }

    private static void ShortSoftmax(T* logits, T* probabilities, int length)
    {
        TLanes x = TLanes.LoadPartial(logits, length, T.NegativeInfinity);
        TLanes power = TExp.Create(TLanes.MaxAcross(x)).Invoke(x);
        (T high, T low) = Reciprocal(TLanes.SumAcross(power));
        TLanes.StorePartial(TLanes.MulAdd(power, TLanes.Create(high), power * TLanes.Create(low)), probabilities, length);
    }

    /// <summary>The same arithmetic without a way through memory: the registers overlap, and to read what both have written waits for both.</summary>
    private static void TwoRegisterSoftmax(T* logits, T* probabilities, int length)
    {
        int last = length - TLanes.Count;
        TLanes start = TLanes.Load(logits);
        TLanes end = TLanes.Load(logits + last);
        TExp exp = TExp.Create(TLanes.MaxAcross(TLanes.Max(start, TLanes.Max(end, TLanes.Create(T.NegativeInfinity)))));
        start = exp.Invoke(start);
        end = exp.Invoke(end);
        TWide first = TLanes.WidenLower<TWide>(start);
        TWide second = TLanes.WidenUpper<TWide>(start);
        Accumulate(TLanes.KeepLast(end, last), ref first, ref second);
        (T reciprocal, T error) = Reciprocal(TWide.SumAcross(first + second));
        TLanes high = TLanes.Create(reciprocal);
        TLanes low = TLanes.Create(error);
        TLanes.Store(TLanes.MulAdd(start, high, start * low), probabilities);
        TLanes.Store(TLanes.MulAdd(end, high, end * low), probabilities + last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(TLanes block, ref TWide first, ref TWide second)
    {
        first += TLanes.WidenLower<TWide>(block);
        second += TLanes.WidenUpper<TWide>(block);
    }

    public static void Scale(T* values, int length, double sum)
    {
        (T reciprocal, T error) = Reciprocal(sum);
        TLanes high = TLanes.Create(reciprocal);
        TLanes low = TLanes.Create(error);
        int last = length - TLanes.Count;
        TLanes start = TLanes.Load(values);
        TLanes end = TLanes.Load(values + last);
        for (int i = FirstAligned(values); i < last; i += TLanes.Count)
        {
            TLanes value = TLanes.Load(values + i);
            TLanes.Store(TLanes.MulAdd(value, high, value * low), values + i);
        }

        TLanes.Store(TLanes.MulAdd(start, high, start * low), values);
        TLanes.Store(TLanes.MulAdd(end, high, end * low), values + last);
    }

    /// <summary>The first element at an address that is a multiple of the register, so that no store crosses a cache line.</summary>
    /// <remarks>
    /// The elements before it are in the first register, which is read before the loop and written after it. The exponentials are not
    /// aligned like this: the order of their sum would then depend on the address.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FirstAligned(T* address) => (int)(-(nint)address & (sizeof(TLanes) - 1)) / sizeof(T);

    /// <summary>1 / sum in two parts: a product with both is rounded almost as if it were a division.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T High, T Low) Reciprocal(double sum)
    {
        double reciprocal = 1 / sum;
        T high = T.CreateTruncating(reciprocal);
        double low = typeof(T) == typeof(float)
            ? reciprocal - double.CreateTruncating(high)
            : Math.FusedMultiplyAdd(-reciprocal, sum, 1) * reciprocal;
        return (high, T.CreateTruncating(low));
    }
}
