using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// The sums over a row that its entropy needs, in one pass and in double precision. With d = (x − m) / T and the maximum m: Σ e^d − 1 and
/// Σ e^d d.
/// </summary>
internal static unsafe class Moments<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>Sums over a row. The maximum must be finite; a NaN in the row makes all sums NaN.</summary>
    [MethodImpl(Kernel.Options)]
    public static void OfRow(float* logits, int length, double maximum, double inverse, out double others, out double weighted)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes factor = TLanes.Create(inverse);
        TLanes sum = TLanes.Create(0);
        TLanes equal = sum, products = sum;
        for (int i = 0; i < length; i += TLanes.Count)
        {
            TLanes x = i <= length - TLanes.Count
                ? TLanes.LoadWidened(logits + i)
                : TLanes.LoadWidenedPartial(logits + i, length - i);
            TLanes d = TLanes.Max(TLanes.Create(-708), (x - offset) * factor);
            TLanes term = WidenedSum<TLanes>.Exp(d);
            // The term of a smaller logit, or NaN.
            sum += term - TLanes.ZeroWhereLess(term, x, offset);
            equal += TLanes.ZeroWhereLess(TLanes.Create(1), x, offset);
            products += term * d;
        }

        others = TLanes.SumAcross(sum) + (TLanes.SumAcross(equal) - 1);
        weighted = TLanes.SumAcross(products);
    }
}
