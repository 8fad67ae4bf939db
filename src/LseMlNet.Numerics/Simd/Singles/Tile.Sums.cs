using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <content>The sums of positions, and what is computed from them alone.</content>
internal static unsafe partial class Tile<TLanes, TShortExp, TExp, TWide>
    where TLanes : unmanaged, ISingles<TLanes>
    where TShortExp : struct, ISingleExp<TShortExp, TLanes>
    where TExp : struct, ISingleExp<TExp, TLanes>
    where TWide : unmanaged, IDoubles<TWide>
{
    /// <summary>
    /// Computes each position's maximum m and Σ e^((x − m) / T) − 1. If the sum is small, it has lost digits next to the 1 of the maximum.
    /// It is then summed again without that 1, unless the caller does so.
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

    /// <summary>
    /// Computes each position's maximum m and log Σ e^((x − m) / T), which is NaN where a logit is NaN or the maximum is infinite.
    /// </summary>
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
