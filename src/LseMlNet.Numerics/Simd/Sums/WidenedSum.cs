using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Σ e^(x − m) − 1 of a row of floats in double precision, to about 2^-39, for rows in which few elements matter.</summary>
internal static unsafe class WidenedSum<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    /// <summary>A smaller result has lost digits next to the 1 of the maximum, and must be summed again without it.</summary>
    private const double Small = 1.0 / (1 << 20);

    public static bool IsSmall(double sum) => sum < Small;

    /// <summary>
    /// Returns the sum. Short rows first sum all elements, which is faster, and accurate enough unless the result is small.
    /// </summary>
    public static double WithoutMaximum(float* logits, int length, double maximum)
    {
        if (length <= Column.Longest)
        {
            double sum = All(logits, length, maximum) - 1;
            if (!IsSmall(sum))
            {
                return sum;
            }
        }

        return Others(logits, length, maximum);
    }

    /// <summary>Sums e^(x − m) over the elements below m, the maximum, and adds the number of elements equal to m, minus 1.</summary>
    public static double Others(float* logits, int length, double maximum)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes below = TLanes.Create(Math.BitDecrement(maximum));
        TLanes others = TLanes.Create(0);
        TLanes equal = others;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.LoadWidened(logits + i), offset, below, ref others, ref equal);
        }

        if (i < length)
        {
            Add(TLanes.LoadWidenedPartial(logits + i, length - i), offset, below, ref others, ref equal);
        }

        return TLanes.SumAcross(others) + (TLanes.SumAcross(equal) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes x, TLanes maximum, TLanes below, ref TLanes others, ref TLanes equal)
    {
        others += TLanes.ZeroWhereLess(Term(x, maximum), below, x);
        equal += TLanes.ZeroWhereLess(TLanes.Create(1), x, maximum);
    }

    /// <summary>Returns e^(x − m).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Term(TLanes x, TLanes maximum)
    {
        // e^-708 is the last exponential that is clearly a normal double, and far too small to affect a float.
        TLanes d = TLanes.Max(TLanes.Create(-708), x - maximum);
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.6931471805599453), d);
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

    private static double All(float* logits, int length, double maximum)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes sum = TLanes.Create(0);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            sum += Term(TLanes.LoadWidened(logits + i), offset);
        }

        if (i < length)
        {
            sum += Term(TLanes.LoadWidenedPartial(logits + i, length - i), offset);
        }

        return TLanes.SumAcross(sum);
    }
}
