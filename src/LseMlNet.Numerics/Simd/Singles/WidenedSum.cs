using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd.Doubles;

namespace LseMlNet.Numerics.Simd.Singles;

/// <summary>
/// Computes Σ e^((x − m) / T) − 1 of a row of floats in double precision, to about 2^-39, for short rows
/// and for rows in which few elements matter.
/// </summary>
internal static unsafe class WidenedSum<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    /// <summary>A smaller result has lost digits next to the 1 of the maximum, and must be summed again without it.</summary>
    public const double Small = 1.0 / (1 << 20);

    private const double InverseLog2 = 1.4426950408889634;

    /// <summary>1.5 · 2^52. Adding it to a double rounds the double to an integer, which is then in the low bits of the sum.</summary>
    private const double NearestInteger = 6755399441055744;

    public static bool IsSmall(double sum) => sum < Small;

    /// <summary>
    /// Sums over all elements and subtracts 1, which is faster than <see cref="Others"/> but loses digits if the result is small.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double All(float* logits, int length, double maximum, double inverse)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes factor = TLanes.Create(inverse);
        TLanes sum = TLanes.Create(0);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            sum += Term(TLanes.LoadWidened(logits + i), offset, factor);
        }

        if (i < length)
        {
            sum += Term(TLanes.LoadWidenedPartial(logits + i, length - i), offset, factor);
        }

        return TLanes.SumAcross(sum) - 1;
    }

    /// <summary>Sums over the elements below m, the maximum, and adds the number of elements equal to m, minus 1.</summary>
    [MethodImpl(Kernel.Options)]
    public static double Others(float* logits, int length, double maximum, double inverse)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes factor = TLanes.Create(inverse);
        TLanes others = TLanes.Create(0);
        TLanes equal = others;
        for (int i = 0; i < length; i += TLanes.Count)
        {
            TLanes x = i <= length - TLanes.Count
                ? TLanes.LoadWidened(logits + i)
                : TLanes.LoadWidenedPartial(logits + i, length - i);
            TLanes term = Term(x, offset, factor);
            // The term of a smaller logit, or NaN.
            others += term - TLanes.ZeroWhereLess(term, x, offset);
            equal += TLanes.ZeroWhereLess(TLanes.Create(1), x, offset);
        }

        return TLanes.SumAcross(others) + (TLanes.SumAcross(equal) - 1);
    }

    /// <summary>Returns e^((x − m) / T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term(TLanes x, TLanes maximum, TLanes inverse) =>
        // e^-708 is the last exponential that is clearly a normal double, and far too small to affect a float.
        Exp(TLanes.Max(TLanes.Create(-708), (x - maximum) * inverse));

    /// <summary>Returns e^d for d from −708 to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp(TLanes d)
    {
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(InverseLog2), TLanes.Create(NearestInteger));
        TLanes t = biased - TLanes.Create(NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-Headroom.Log2), d);
        // exp.sollya finds the coefficients. Evaluating them in pairs shortens the chain of operations that a row waits for.
        TLanes square = r * r;
        TLanes first = TLanes.MulAdd(TLanes.Create(0.1666666678479389596), r, TLanes.Create(0.500000000042851833));
        TLanes second = TLanes.MulAdd(TLanes.Create(8.33328170533701937e-3), r, TLanes.Create(4.166666439829275204e-2));
        TLanes third = TLanes.MulAdd(TLanes.Create(1.990900645671321784e-4), r, TLanes.Create(1.388919774649681168e-3));
        third = TLanes.MulAdd(TLanes.Create(2.470819558518203035e-5), square, third);
        TLanes p = TLanes.MulAdd(third, square * square, TLanes.MulAdd(second, square, first));
        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(1));
        return TLanes.MulAdd(power, TLanes.MulAdd(p, square, r), power);
    }
}
