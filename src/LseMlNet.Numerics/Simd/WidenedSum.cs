using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Σ e^(x − m) − 1 of a row of floats in double precision, to about 2^-39: for rows where few elements matter.</summary>
internal static unsafe class WidenedSum<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    public static double WithoutMaximum(float* logits, int length, float maximum)
    {
        // The maximum contributes 1 exactly. Where the rest would drown in it, the rest is summed alone.
        double rest = Sum(logits, length, maximum, double.PositiveInfinity) - 1;
        return rest < 1e-6 ? Sum(logits, length, maximum, 0) : rest;
    }

    /// <summary>The sum over the elements whose difference from the maximum is less than a limit.</summary>
    private static double Sum(float* logits, int length, double maximum, double limit)
    {
        TLanes sum = TLanes.Create(0);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            sum += Term(TLanes.LoadWidened(logits + i), maximum, limit);
        }

        if (i < length)
        {
            sum += Term(TLanes.LoadWidenedPartial(logits + i, length - i), maximum, limit);
        }

        return TLanes.SumAcross(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Term(TLanes x, double maximum, double limit)
    {
        // e^-708 is nothing to a float, and the last that is clear of the subnormal numbers.
        TLanes d = TLanes.Max(TLanes.Create(-708), x - TLanes.Create(maximum));
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-0.6931471805599453), d);
        // exp.sollya
        TLanes p = TLanes.Create(2.47081673224611822e-5);
        p = TLanes.MulAdd(p, r, TLanes.Create(1.990902715678050203e-4));
        p = TLanes.MulAdd(p, r, TLanes.Create(1.38891979349191775e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(8.33328167381609114e-3));
        p = TLanes.MulAdd(p, r, TLanes.Create(4.16666643962137276e-2));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.166666667849019623));
        p = TLanes.MulAdd(p, r, TLanes.Create(0.500000000042904236));
        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(1));
        TLanes term = TLanes.MulAdd(power, TLanes.MulAdd(p, r * r, r), power);
        return double.IsPositiveInfinity(limit) ? term : TLanes.ZeroWhereLess(term, TLanes.Create(-double.Epsilon), d);
    }
}
