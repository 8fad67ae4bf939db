using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes Σ e^(x − m) − 1 with an error of about 2^-57 of the sum and without cancellation. It keeps the rounding errors of the
/// differences, of 1 + r and of the additions. A log-sum-exp needs this when few elements matter, because their errors then do
/// not average out.
/// </summary>
internal static unsafe class AccurateSum<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // Keeps the terms far from the subnormal numbers until the sum is complete, as for the exponentials of a row.
    private const double Headroom = 1267650600228229401496703205376.0; // 2^100

    public static Pair WithoutMaximum(double* logits, int length, double maximum, int threads = 1)
    {
        // The maximum contributes exactly 1. If the other terms would lose digits next to it, they are summed separately.
        Pair rest = Sum(logits, length, maximum, double.PositiveInfinity, threads).Add(new(-Headroom, 0));
        if (rest.High < 1e-6 * Headroom)
        {
            rest = Sum(logits, length, maximum, 0, threads);
        }

        if (rest.High >= 1e-18 * Headroom)
        {
            return new(rest.High / Headroom, rest.Low / Headroom);
        }

        double quotient = rest.Value / Headroom;
        if (double.IsNormal(quotient))
        {
            return new(quotient, 0);
        }

        // A subnormal quotient is rounded a second time. The remainder of that rounding is exact; together with the low part it
        // decides the last bit.
        quotient = rest.High / Headroom;
        double left = rest.High - quotient * Headroom + rest.Low;
        return new(quotient + left / Headroom, 0);
    }

    /// <summary>
    /// Sums the terms of all elements whose difference from the maximum is less than a limit, and multiplies the sum by 2^100.
    /// </summary>
    private static Pair Sum(double* logits, int length, double maximum, double limit, int threads)
    {
        Pair sum = default;
        if (threads > 1)
        {
            foreach (Pair part in Spread(logits, length, maximum, limit, threads))
            {
                sum = sum.Add(part);
            }

            return sum;
        }

        int blocks = RowBlocks.Count(length);
        for (int block = 0; block < blocks; block++)
        {
            sum = sum.Add(OfBlock(logits + RowBlocks.Start(block), RowBlocks.Length(block, length), maximum, limit));
        }

        return sum;
    }

    // A method allocates its closure as soon as it starts, so the closure for threads is in a separate method.
    private static Pair[] Spread(double* logits, int length, double maximum, double limit, int threads) =>
        RowBlocks.Spread(length, threads, (start, count) => OfBlock(logits + start, count, maximum, limit));

    private static Pair OfBlock(double* logits, int length, double maximum, double limit)
    {
        TLanes offset = TLanes.Create(maximum);
        TLanes high = TLanes.Create(0);
        TLanes low = TLanes.Create(0);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.Load(logits + i), offset, limit, ref high, ref low);
        }

        if (i < length)
        {
            Add(TLanes.LoadPartial(logits + i, length - i, double.NegativeInfinity), offset, limit, ref high, ref low);
        }

        return Pair.Across(high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes x, TLanes maximum, double limit, ref TLanes high, ref TLanes low)
    {
        TLanes d = x - maximum;
        // If x is so far below the maximum that the difference overflows, or x is −∞, the error is NaN. The term is set to 0 below.
        TLanes back = d - x;
        TLanes error = x - (d - back) - (maximum + back);
        TLanes biased = TLanes.MulAdd(d, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        TLanes rHigh = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2High), d);
        TLanes rLow = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2Low), error);
        TLanes r = rHigh + rLow;
        TLanes one = TLanes.Create(1);
        TLanes top = one + rHigh;
        TLanes rest = TLanes.MulAdd(ExpPolynomial.Invoke(r), r * r, rHigh - (top - one) + rLow);
        // The low sum gets only what a double cannot hold. Its own rounding errors are not kept.
        TLanes whole = top + rest;
        rest -= whole - top;
        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(Headroom));
        // Even a billion such terms are less than the smallest number.
        TLanes lowest = TLanes.Create(-770);
        TLanes term = TLanes.ZeroWhereLess(power * whole, d, lowest);
        TLanes termLow = TLanes.ZeroWhereLess(power * rest, d, lowest);
        if (double.IsFinite(limit))
        {
            TLanes below = TLanes.Create(-double.Epsilon);
            term = TLanes.ZeroWhereLess(term, below, d);
            termLow = TLanes.ZeroWhereLess(termLow, below, d);
        }

        TLanes sum = high + term;
        TLanes sumBack = sum - high;
        low += high - (sum - sumBack) + (term - sumBack) + termLow;
        high = sum;
    }
}
