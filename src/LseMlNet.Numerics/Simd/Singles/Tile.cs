using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes as many positions as a register has lanes, one in each lane. The classes of a position are <c>stride</c> elements apart, so
/// every step uses whole registers, however few classes there are. With at most <see cref="SingleKernels.LongestShortRow"/> classes,
/// the arithmetic and its order are the same as for a single row, and so are the bits of the results.
/// </summary>
internal static unsafe class Tile<TLanes, TShortExp, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TShortExp : struct, ISingleExp<TShortExp, TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    private const int Longest = SingleKernels.LongestShortRow;

    /// <summary>Computes the softmax of consecutive groups of positions. It can work in place.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Softmax(float* logits, float* probabilities, int classes, nint stride, int groups, in SingleScale scale)
    {
        byte* memory = stackalloc byte[Longest * sizeof(TLanes) * 2 + CacheLine.Bytes];
        double* powers = (double*)CacheLine.Start(memory);
        for (; groups > 0; groups--, logits += TLanes.Count, probabilities += TLanes.Count)
        {
            bool isCentral = IsCentral(logits, classes, stride, in scale);
            if (classes > Longest)
            {
                if (isCentral)
                {
                    Softmax<CentralRow>(logits, probabilities, classes, stride, in scale);
                }
                else
                {
                    Softmax<ShiftedRow>(logits, probabilities, classes, stride, in scale);
                }

                continue;
            }

            if (isCentral)
            {
                Powers<CentralRow>(logits, powers, classes, stride, in scale);
            }
            else
            {
                Powers<ShiftedRow>(logits, powers, classes, stride, in scale);
            }

            Divide(powers, probabilities, classes, stride);
        }
    }

    /// <summary>
    /// Computes each position's maximum m and Σ e^((x − m) / T) − 1. If the sum is small, it has lost digits next to the 1 of the maximum;
    /// then it is summed again without it, unless the caller does that.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Sums(
        float* logits, int classes, nint stride, int groups, float* maxima, double* sums, bool repeats, in SingleScale scale)
    {
        TWide inverse = TWide.Create(scale.Inverse);
        for (; groups > 0; groups--, logits += TLanes.Count, maxima += TLanes.Count)
        {
            TLanes.Store(Maximum(logits, classes, stride), maxima);
            for (int half = 0; half < TLanes.Count; half += TWide.Count, sums += TWide.Count)
            {
                TWide sum = Sum(logits + half, classes, stride, TWide.LoadWidened(maxima + half), inverse);
                TWide.Store(sum, sums);
                if (repeats && TWide.AnyLess(sum, TWide.Create(WidenedSum<TWide>.Small)))
                {
                    Others(logits + half, classes, stride, maxima + half, sums, in scale);
                }
            }
        }
    }

    /// <summary>Computes each position's maximum m and log Σ e^((x − m) / T), which is NaN where a logit is NaN or the maximum is infinite.</summary>
    [MethodImpl(Kernel.Options)]
    public static void Logs(float* logits, int classes, nint stride, int groups, float* maxima, double* logs, in SingleScale scale)
    {
        Sums(logits, classes, stride, groups, maxima, logs, true, in scale);
        for (int i = 0; i < groups * TLanes.Count; i += TWide.Count)
        {
            TWide.Store(Logarithm.OnePlus(TWide.Load(logs + i)), logs + i);
        }
    }

    /// <summary>
    /// Computes the entropy of each position: log Σ + Σ e^d (−d) / Σ with d = (x − m) / T. All terms are positive, and the maximum, whose
    /// terms are 1 and 0, is left out, so that a small entropy keeps its digits.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static void Entropy(float* logits, int classes, nint stride, int groups, float* results, int count, in SingleScale scale)
    {
        float* maxima = stackalloc float[TLanes.Count];
        double* entropies = stackalloc double[TLanes.Count];
        TWide inverse = TWide.Create(scale.Inverse);
        for (int start = 0; start < count; start += TLanes.Count, logits += TLanes.Count)
        {
            TLanes.Store(Maximum(logits, classes, stride), maxima);
            for (int half = 0; half < TLanes.Count; half += TWide.Count)
            {
                TWide maximum = TWide.LoadWidened(maxima + half);
                TWide others = TWide.Create(0);
                TWide equal = TWide.Create(-1);
                TWide weighted = others;
                for (int i = 0; i < classes; i++)
                {
                    TWide x = TWide.LoadWidened(logits + half + i * stride);
                    TWide d = TWide.Max(TWide.Create(-708), (x - maximum) * inverse);
                    TWide term = WidenedSum<TWide>.Exp(d);
                    equal += TWide.ZeroWhereLess(TWide.Create(1), x, maximum);
                    others += term - TWide.ZeroWhereLess(term, x, maximum);
                    weighted -= term * d;
                }

                others += equal;
                TWide.Store(Logarithm.OnePlus(others) + weighted / (others + TWide.Create(1)), entropies + half);
            }

            for (int i = 0; i < Math.Min(TLanes.Count, count - start); i++)
            {
                results[start + i] = (float)entropies[i];
            }
        }
    }

    [MethodImpl(Kernel.Options)]
    private static void Others(float* logits, int classes, nint stride, float* maxima, double* sums, in SingleScale scale)
    {
        TWide maximum = TWide.LoadWidened(maxima);
        TWide inverse = TWide.Create(scale.Inverse);
        TWide others = TWide.Create(0);
        TWide equal = TWide.Create(-1);
        for (int i = 0; i < classes; i++)
        {
            TWide x = TWide.LoadWidened(logits + i * stride);
            TWide term = WidenedSum<TWide>.Term(x, maximum, inverse);
            equal += TWide.ZeroWhereLess(TWide.Create(1), x, maximum);
            // The term of a smaller logit, or NaN.
            others += term - TWide.ZeroWhereLess(term, x, maximum);
        }

        TWide.Store(others + equal, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Maximum(float* logits, int classes, nint stride)
    {
        // An accumulator that starts as NaN would ignore the rest of its lane. Max with −∞ prevents this where Max returns its
        // second operand for NaN.
        TLanes maximum = TLanes.Max(TLanes.Load(logits), TLanes.Create(float.NegativeInfinity));
        for (int i = 1; i < classes; i++)
        {
            maximum = TLanes.Max(TLanes.Load(logits + i * stride), maximum);
        }

        return maximum;
    }

    // A NaN passes this test, and it can hide other elements of its lane from the minimum and the maximum. The slow path must
    // therefore not rely on these two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCentral(float* logits, int classes, nint stride, in SingleScale scale)
    {
        TLanes smallest = TLanes.Load(logits);
        TLanes largest = smallest;
        for (int i = 1; i < classes; i++)
        {
            TLanes x = TLanes.Load(logits + i * stride);
            smallest = TLanes.Min(x, smallest);
            largest = TLanes.Max(x, largest);
        }

        return CentralRow.Allows(in scale, smallest, largest);
    }

    [MethodImpl(Kernel.Options)]
    private static void Powers<TRange>(float* logits, double* powers, int classes, nint stride, in SingleScale scale)
        where TRange : struct, IRange
    {
        TShortExp exp = TShortExp.Create<TRange>(in scale, TRange.Shifts ? Maximum(logits, classes, stride) : default);
        for (int i = 0; i < classes; i++)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out TLanes rest);
            TWide lower = TLanes.WidenLower<TWide>(whole);
            TWide upper = TLanes.WidenUpper<TWide>(whole);
            TWide.Store(TWide.MulAdd(lower, TLanes.WidenLower<TWide>(rest), lower), powers + i * TLanes.Count);
            TWide.Store(TWide.MulAdd(upper, TLanes.WidenUpper<TWide>(rest), upper), powers + i * TLanes.Count + TWide.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(double* powers, float* probabilities, int classes, nint stride)
    {
        for (int half = 0; half < TLanes.Count; half += TWide.Count, powers += TWide.Count, probabilities += TWide.Count)
        {
            TWide reciprocal = TWide.Create(1) / SumInOrder(powers, classes);
            for (int i = 0; i < classes; i++)
            {
                TWide.StoreNarrowed(TWide.Load(powers + i * TLanes.Count) * reciprocal, probabilities + i * stride);
            }
        }
    }

    /// <summary>Adds the elements in the order in which the lanes of a single row are added: one half onto the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide SumInOrder(double* powers, int classes) =>
        Lane(powers, classes, 0) + Lane(powers, classes, 2) + (Lane(powers, classes, 1) + Lane(powers, classes, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Lane(double* powers, int classes, int lane) => classes < 8
        ? Terms(powers, classes, lane, 4)
        : Terms(powers, classes, lane, 8) + Terms(powers, classes, lane + 4, 8);

    /// <summary>
    /// Adds one element of a row's first register, and the element in the same lane of its last register unless the first contains
    /// it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Terms(double* powers, int classes, int lane, int width)
    {
        if (lane >= classes)
        {
            return TWide.Create(0);
        }

        int other = classes - width + lane;
        TWide term = TWide.Load(powers + lane * TLanes.Count);
        return other < width ? term : term + TWide.Load(powers + other * TLanes.Count);
    }

    /// <summary>
    /// Evaluates each exponential twice, for the sum and for the quotient. That is faster than to keep both its parts for many classes,
    /// and rounds each result only once.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    private static void Softmax<TRange>(float* logits, float* probabilities, int classes, nint stride, in SingleScale scale)
        where TRange : struct, IRange
    {
        TLanes maximum = Maximum(logits, classes, stride);
        TExp exp = TExp.Create<TRange>(in scale, maximum);
        TLanes start = SingleTotal<TLanes, TWide>.Start<TRange>(in scale, maximum);
        TLanes high = start;
        TLanes low = TLanes.Create(0);
        TLanes rest;
        for (int i = 0; ;)
        {
            int stop = Math.Min(classes, i + SingleTotal<TLanes, TWide>.Registers);
            for (; i < stop; i++)
            {
                TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out rest);
                SingleTotal<TLanes, TWide>.Add(whole, rest, ref high, ref low);
            }

            if (i >= classes)
            {
                break;
            }

            SingleTotal<TLanes, TWide>.TakeOver(ref high, ref low);
        }

        Reciprocal(high - start, low, out TLanes reciprocal, out TLanes reciprocalLow);
        for (int i = 0; i < classes; i++)
        {
            TLanes whole = exp.Parts<TRange>(TLanes.Load(logits + i * stride), out rest);
            TLanes.Store(Quotient<TLanes>.Of(whole, rest, reciprocal, reciprocalLow), probabilities + i * stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reciprocal(TLanes high, TLanes low, out TLanes reciprocal, out TLanes reciprocalLow)
    {
        TWide one = TWide.Create(1);
        TWide lower = one / (TLanes.WidenLower<TWide>(high) + TLanes.WidenLower<TWide>(low));
        TWide upper = one / (TLanes.WidenUpper<TWide>(high) + TLanes.WidenUpper<TWide>(low));
        reciprocal = TLanes.Narrow(lower, upper);
        reciprocalLow = TLanes.Narrow(lower - TLanes.WidenLower<TWide>(reciprocal), upper - TLanes.WidenUpper<TWide>(reciprocal));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Sum(float* logits, int classes, nint stride, TWide maximum, TWide inverse)
    {
        TWide sum0 = TWide.Create(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int i = 0;
        for (; i <= classes - 4; i += 4)
        {
            sum0 += Term(logits, i * stride, maximum, inverse);
            sum1 += Term(logits, (i + 1) * stride, maximum, inverse);
            sum2 += Term(logits, (i + 2) * stride, maximum, inverse);
            sum3 += Term(logits, (i + 3) * stride, maximum, inverse);
        }

        if (i < classes)
        {
            sum0 += Term(logits, i * stride, maximum, inverse);
        }

        if (i + 1 < classes)
        {
            sum1 += Term(logits, (i + 1) * stride, maximum, inverse);
        }

        if (i + 2 < classes)
        {
            sum2 += Term(logits, (i + 2) * stride, maximum, inverse);
        }

        return sum0 + sum2 + (sum1 + sum3) - TWide.Create(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWide Term(float* logits, nint offset, TWide maximum, TWide inverse) =>
        WidenedSum<TWide>.Term(TWide.LoadWidened(logits + offset), maximum, inverse);
}
