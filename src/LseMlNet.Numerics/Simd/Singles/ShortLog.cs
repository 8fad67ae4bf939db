using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes the maximum m and log Σ e^((x − m) / T) of rows of floats in double precision: of short rows, and of all rows on
/// processors whose registers have no table.
/// </summary>
internal static unsafe class ShortLog<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>
    /// If the row contains NaN or its maximum is not finite, the logarithm is NaN, and the maximum is that of the row or NaN.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    public static double Of(float* logits, int length, out float maximum, in SingleScale scale)
    {
        double largest;
        double sum;
        if (length <= TLanes.Count)
        {
            TLanes x = length == TLanes.Count ? TLanes.LoadWidened(logits) : TLanes.LoadWidenedPartial(logits, length);
            largest = TLanes.MaxAcross(TLanes.Max(x, TLanes.Create(double.NegativeInfinity)));
            sum = TLanes.SumAcross(WidenedSum<TLanes>.Term(x, TLanes.Create(largest), TLanes.Create(scale.Inverse))) - 1;
        }
        else
        {
            largest = Maximum(logits, length);
            // For long rows, the sum of all elements would lose digits even before it is small.
            sum = length <= SingleKernels.LongestShortRow ? WidenedSum<TLanes>.All(logits, length, largest, scale.Inverse) : 0;
        }

        maximum = (float)largest;
        double log = Logarithm.OnePlus(
            WidenedSum<TLanes>.IsSmall(sum) ? WidenedSum<TLanes>.Others(logits, length, largest, scale.Inverse) : sum);
        if (double.IsNaN(log) || !double.IsFinite(largest))
        {
            maximum = LogSum.Special(logits, length);
            return double.NaN;
        }

        return log;
    }

    /// <summary>Returns the largest element, at least −∞. If an element is NaN, returns the largest of the others or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Maximum(float* logits, int length)
    {
        TLanes largest = TLanes.Create(double.NegativeInfinity);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            largest = TLanes.Max(TLanes.LoadWidened(logits + i), largest);
        }

        if (i < length)
        {
            largest = TLanes.Max(TLanes.LoadWidenedPartial(logits + i, length - i), largest);
        }

        return TLanes.MaxAcross(largest);
    }
}
