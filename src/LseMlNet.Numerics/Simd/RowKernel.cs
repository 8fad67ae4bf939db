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

        T maximum = Maximum(logits, length);
        if (!T.IsFinite(maximum))
        {
            new Span<T>(probabilities, length).Fill(T.NaN);
            return;
        }

        TExp exp = TExp.Create(maximum);
        int last = length - TLanes.Count;
        TLanes end = exp.Invoke(TLanes.Load(logits + last));
        TWide first = TWide.Create(0), second = first;
        int i = 0;
        while (i < last)
        {
            int stop = Math.Min(last, i + BlockRegisters * TLanes.Count);
            TLanes block = TLanes.Create(T.Zero);
            for (; i < stop; i += TLanes.Count)
            {
                TLanes power = exp.Invoke(TLanes.Load(logits + i));
                TLanes.Store(power, probabilities + i);
                block += power;
            }

            Accumulate(block, ref first, ref second);
        }

        // i is now the number of elements summed, at most the length.
        Accumulate(TLanes.KeepLast(end, length - i), ref first, ref second);
        Scale(probabilities, last, end, TWide.SumAcross(first + second));
    }

    /// <summary>log Σ e^(x − m), m the maximum, from exponentials in the element type; for rows of a register or more.</summary>
    public static double LogSum(T* logits, int length, T maximum)
    {
        TExp exp = TExp.Create(maximum);
        int last = length - TLanes.Count;
        TWide first = TWide.Create(0), second = first;
        int i = 0;
        while (i < last)
        {
            int stop = Math.Min(last, i + BlockRegisters * TLanes.Count);
            TLanes block = TLanes.Create(T.Zero);
            for (; i < stop; i += TLanes.Count)
            {
                block += exp.Invoke(TLanes.Load(logits + i));
            }

            Accumulate(block, ref first, ref second);
        }

        Accumulate(TLanes.KeepLast(exp.Invoke(TLanes.Load(logits + last)), length - i), ref first, ref second);
        return exp.LogSum(TWide.SumAcross(first + second));
    }

    /// <summary>The largest element; where an element is NaN, the largest of the others or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(T* logits, int length) => length < TLanes.Count
        ? TLanes.MaxAcross(TLanes.LoadPartial(logits, length, T.NegativeInfinity))
        : LongMaximum(logits, length);

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
        T maximum = TLanes.MaxAcross(x);
        if (!T.IsFinite(maximum))
        {
            new Span<T>(probabilities, length).Fill(T.NaN);
            return;
        }

        TLanes power = TExp.Create(maximum).Invoke(x);
        (TLanes high, TLanes low) = Reciprocal(TLanes.SumAcross(power));
        TLanes.StorePartial(TLanes.MulAdd(power, high, power * low), probabilities, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(TLanes block, ref TWide first, ref TWide second)
    {
        TWide term = TLanes.WidenLower<TWide>(block);
        if (typeof(T) == typeof(float))
        {
            first += term;
            second += TLanes.WidenUpper<TWide>(block);
            return;
        }

        TWide sum = first + term;
        TWide back = sum - first;
        second += first - (sum - back) + (term - back);
        first = sum;
    }

    private static void Scale(T* values, int last, TLanes end, double sum)
    {
        (TLanes high, TLanes low) = Reciprocal(sum);
        end = TLanes.MulAdd(end, high, end * low);
        if (last > 0)
        {
            TLanes start = TLanes.Load(values);
            start = TLanes.MulAdd(start, high, start * low);
            for (int i = FirstAligned(values); i < last; i += TLanes.Count)
            {
                TLanes value = TLanes.Load(values + i);
                TLanes.Store(TLanes.MulAdd(value, high, value * low), values + i);
            }

            TLanes.Store(start, values);
        }

        TLanes.Store(end, values + last);
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
    private static (TLanes High, TLanes Low) Reciprocal(double sum)
    {
        double reciprocal = 1 / sum;
        T high = T.CreateTruncating(reciprocal);
        double low = typeof(T) == typeof(float)
            ? reciprocal - double.CreateTruncating(high)
            : Math.FusedMultiplyAdd(-reciprocal, sum, 1) * reciprocal;
        return (TLanes.Create(high), TLanes.Create(T.CreateTruncating(low)));
    }
}
