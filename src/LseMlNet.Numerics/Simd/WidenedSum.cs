using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>Σ e^(x − m) − 1 of a row of floats in double precision, to about 2^-39: for rows where few elements matter.</summary>
internal static unsafe class WidenedSum<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    public static double WithoutMaximum(float* logits, int length, float maximum)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes sum = TLanes.Create(0);
        TLanes equal = sum;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.LoadWidened(logits + i), offset, ref sum, ref equal);
        }

        if (i < length)
        {
            Add(TLanes.LoadWidenedPartial(logits + i, length - i), offset, ref sum, ref equal);
        }

        return TLanes.SumAcross(sum) + (TLanes.SumAcross(equal) - 1);
    }

    /// <summary>Adds e^(x − m) where it is less than 1; elsewhere it is 1, and counted. So a small sum is not lost beside that 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(TLanes x, TLanes maximum, ref TLanes sum, ref TLanes equal)
    {
        // e^-708 is nothing to a float, and the last that is clear of the subnormal numbers.
        TLanes d = TLanes.Max(TLanes.Create(-708), x - maximum);
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
        sum += TLanes.ZeroWhereLess(term, TLanes.Create(-double.Epsilon), d);
        equal += TLanes.ZeroWhereLess(TLanes.Create(1), d, TLanes.Create(0));
    }
}
