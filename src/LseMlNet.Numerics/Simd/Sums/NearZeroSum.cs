using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// Computes Σ e^x − 1 to about 2^-72 for a row whose log-sum-exp is near 0. There the maximum and the logarithm cancel, and most
/// digits of an ordinary sum would cancel too.
/// </summary>
internal static unsafe class NearZeroSum<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private const double Sixth = 1.0 / 6;
    private const double SixthRest = 9.25185853854297e-18;

    public static Pair LessOne(double* logits, int length)
    {
        TLanes high = TLanes.Create(0);
        TLanes low = high;
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.Load(logits + i), ref high, ref low);
        }

        if (i < length)
        {
            Add(TLanes.LoadPartial(logits + i, length - i, double.NegativeInfinity), ref high, ref low);
        }

        return Pair.Across(high, low).Add(new(-1, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes x, ref TLanes high, ref TLanes low)
    {
        // A smaller term does not change the sum, which is about 1.
        TLanes bounded = TLanes.Max(TLanes.Create(-100), x);
        TLanes biased = TLanes.MulAdd(bounded, TLanes.Create(ExpPolynomial.InverseLog2), TLanes.Create(ExpPolynomial.NearestInteger));
        TLanes t = biased - TLanes.Create(ExpPolynomial.NearestInteger);
        // 1. Reduce x to r = (x - t log 2) / 8. Step 3 squares the exponential three times to undo the division.
        TLanes r = TLanes.MulAdd(t, TLanes.Create(-ExpPolynomial.Log2High), bounded) * TLanes.Create(0.125);
        TLanes rest = t * TLanes.Create(-ExpPolynomial.Log2Low * 0.125);
        // 2. Evaluate e^r - 1 = r + r² (1/2 + r (1/6 + r Q)) in two parts, with Q from its Taylor series.
        TLanes rounded = r + rest;
        TLanes q = TLanes.Create(1.0 / 3628800);
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 362880));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 40320));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 5040));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 720));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 120));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 24));
        (TLanes h, TLanes l) = Sum(TLanes.Create(Sixth), TLanes.MulAdd(q, rounded, TLanes.Create(SixthRest)));
        (h, l) = Product(h, l, r, rest);
        (h, TLanes lost) = Sum(TLanes.Create(0.5), h);
        (h, l) = Product(h, l + lost, r, rest);
        (h, l) = Product(h, l, r, rest);
        (h, lost) = Sum(r, h);
        l += lost + rest;
        for (int i = 0; i < 3; i++)
        {
            // 3. Square: (1 + a)² - 1 = 2a + a².
            (TLanes square, TLanes squareLow) = Product(h, l, h, l);
            (h, lost) = Sum(h + h, square);
            l = l + l + squareLow + lost;
        }

        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(1));
        (high, lost) = Sum(high, power);
        low += lost;
        (high, lost) = Sum(high, power * h);
        low += lost + power * l;
    }

    /// <summary>Computes a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes High, TLanes Low) Sum(TLanes a, TLanes b)
    {
        TLanes sum = a + b;
        TLanes back = sum - a;
        return (sum, a - (sum - back) + (b - back));
    }

    /// <summary>
    /// Computes (a + aLow)(b + bLow), including the error of the first product where the processor has a fused multiply-add.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes High, TLanes Low) Product(TLanes a, TLanes aLow, TLanes b, TLanes bLow)
    {
        TLanes product = a * b;
        TLanes error = TLanes.MulAdd(a, b, TLanes.Create(0) - product);
        return (product, TLanes.MulAdd(a, bLow, TLanes.MulAdd(aLow, b, error)));
    }
}
