using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Σ e^(x − m) − 1 to about 2^-57 of the sum, and with no cancellation: every rounding of the differences, of 1 + r and of the additions
/// is kept. It is what a log-sum-exp needs where few elements matter, so that their errors do not average out.
/// </summary>
internal static unsafe class AccurateSum<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // As in the row exponentials: the terms stay clear of the subnormal numbers until they are summed.
    private const double Headroom = 1267650600228229401496703205376.0; // 2^100

    public static Pair WithoutMaximum(T* logits, int length, T maximum)
    {
        TLanes offset = TLanes.Create(double.CreateTruncating(maximum));
        TLanes high = TLanes.Create(0);
        TLanes low = TLanes.Create(0);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.LoadWidened(logits + i), offset, ref high, ref low);
        }

        if (i < length)
        {
            Add(TLanes.LoadWidenedPartial(logits + i, length - i), offset, ref high, ref low);
        }

        double* highs = stackalloc double[TLanes.Count];
        double* lows = stackalloc double[TLanes.Count];
        TLanes.Store(high, highs);
        TLanes.Store(low, lows);
        // The maximum contributed 1 exactly.
        Pair sum = new(-Headroom, 0);
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            sum = sum.Add(new(highs[lane], lows[lane]));
        }

        return new(sum.High / Headroom, sum.Low / Headroom);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes x, TLanes maximum, ref TLanes high, ref TLanes low)
    {
        TLanes d = x - maximum;
        TLanes error = TLanes.Create(0);
        if (typeof(T) == typeof(double))
        {
            // For x far below, where the difference overflows or x is −∞, the error is not a number, and the term is 0.
            TLanes back = d - x;
            error = x - (d - back) - (maximum + back);
        }

        TLanes biased = TLanes.MulAdd(d, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes rHigh = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2High), d);
        TLanes rLow = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2Low), error);
        TLanes r = rHigh + rLow;
        TLanes one = TLanes.Create(1);
        TLanes top = one + rHigh;
        TLanes rest = TLanes.MulAdd(ExpPolynomial.Invoke(r), r * r, rHigh - (top - one) + rLow);
        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(Headroom));
        TLanes lowest = TLanes.Create(-746);
        TLanes term = TLanes.ZeroWhereLess(power * top, d, lowest);
        TLanes termLow = TLanes.ZeroWhereLess(power * rest, d, lowest);

        TLanes sum = high + term;
        TLanes sumBack = sum - high;
        low += high - (sum - sumBack) + (term - sumBack) + termLow;
        high = sum;
    }
}
