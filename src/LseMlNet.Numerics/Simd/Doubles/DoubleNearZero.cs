using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd.Doubles;

/// <summary>
/// Computes a log-sum-exp near 0, where the maximum and the logarithm cancel, and most digits of an ordinary sum would cancel too. It
/// computes Σ e^(x / T) − 1 to about 2^-72, and then the logarithm of 1 plus this number.
/// </summary>
internal static unsafe class DoubleNearZero<TLanes>
    where TLanes : unmanaged, IDoubles<TLanes>
{
    private const double Sixth = 1.0 / 6;
    private const double SixthRest = 9.25185853854297e-18;

    /// <summary>Whether <see cref="LogSumExp"/> is more accurate than the sum of maximum and logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Improves(double logSumExp, double log) =>
        Math.Abs(logSumExp) < Math.Min(log, DoubleKernels.LargestNearZero) && log > DoubleKernels.SmallestCancellingLog;

    /// <summary>Elements that are not contiguous are computed one by one.</summary>
    [MethodImpl(Kernel.Options)]
    public static double LogSumExp(double* x, int count, int stride, DoubleScale* scale)
    {
        TLanes high = TLanes.Create(0);
        TLanes low = high;
        int i = 0;
        for (; stride == 1 && i <= count - TLanes.Count; i += TLanes.Count)
        {
            Add(TLanes.Load(x + i), scale, ref high, ref low);
        }

        TLanes lowest = TLanes.Create(double.NegativeInfinity);
        for (; i < count; i++)
        {
            Add(TLanes.WhereLess(TLanes.Indices, TLanes.Create(1), TLanes.Create(x[(nint)i * stride]), lowest), scale, ref high, ref low);
        }

        double* highs = stackalloc double[TLanes.Count];
        double* lows = stackalloc double[TLanes.Count];
        TLanes.Store(high, highs);
        TLanes.Store(low, lows);
        TLanes sum = TLanes.Create(-1);
        TLanes rest = TLanes.Create(0);
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            sum = DoubleLog<TLanes>.Sum(sum, TLanes.Create(highs[lane]), out TLanes lost);
            rest += lost + TLanes.Create(lows[lane]);
        }

        TLanes headroom = TLanes.Create(DoubleScale.Headroom);
        sum = DoubleLog<TLanes>.Sum(sum, rest, out rest);
        TLanes log = DoubleLog<TLanes>.OfSum(TLanes.Create(0), sum * headroom, rest * headroom, out TLanes logLow);
        return TLanes.First(log + logLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TLanes x, DoubleScale* scale, ref TLanes high, ref TLanes low)
    {
        // A smaller term does not change the sum, which is about 1.
        TLanes bounded = TLanes.Max(TLanes.Create(-100 * scale->Temperature), x);
        TLanes nearest = TLanes.Create(DoubleScale.NearestInteger);
        TLanes biased = TLanes.MulAdd(bounded, TLanes.Create(scale->Log2E), nearest);
        TLanes t = biased - nearest;
        // 1. Reduce x / T to r = (x / T - t log 2) / 8. Step 3 squares the exponential three times to undo the division.
        TLanes inverse = TLanes.Create(scale->Inverse * 0.125);
        TLanes reduced = TLanes.MulAdd(t, TLanes.Create(scale->High), bounded);
        TLanes r = reduced * inverse;
        TLanes rest = TLanes.MulAdd(
            reduced, TLanes.Create(scale->InverseRest * 0.125), TLanes.MulAdd(
                t * TLanes.Create(scale->Low), inverse, Error(reduced, inverse, r)));
        // 2. Evaluate e^r - 1 = r + r² (1/2 + r (1/6 + r Q)) in two parts, with Q from its Taylor series.
        TLanes rounded = r + rest;
        TLanes q = TLanes.Create(1.0 / 3628800);
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 362880));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 40320));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 5040));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 720));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 120));
        q = TLanes.MulAdd(q, rounded, TLanes.Create(1.0 / 24));
        TLanes h = DoubleLog<TLanes>.Sum(TLanes.Create(Sixth), TLanes.MulAdd(q, rounded, TLanes.Create(SixthRest)), out TLanes l);
        h = Product(h, l, r, rest, out l);
        h = DoubleLog<TLanes>.Sum(TLanes.Create(0.5), h, out TLanes lost);
        h = Product(h, l + lost, r, rest, out l);
        h = Product(h, l, r, rest, out l);
        h = DoubleLog<TLanes>.Sum(r, h, out lost);
        l += lost + rest;
        for (int i = 0; i < 3; i++)
        {
            // 3. Square: (1 + a)² - 1 = 2a + a².
            TLanes square = Product(h, l, h, l, out TLanes squareLow);
            h = DoubleLog<TLanes>.Sum(h + h, square, out lost);
            l = l + l + squareLow + lost;
        }

        TLanes power = TLanes.AddBits(TLanes.ShiftLeft(biased, 52), TLanes.Create(1));
        high = DoubleLog<TLanes>.Sum(high, power, out lost);
        low += lost;
        high = DoubleLog<TLanes>.Sum(high, power * h, out lost);
        low += lost + power * l;
    }

    /// <summary>Computes (a + aLow)(b + bLow), with the error of the first product where the processor has a fused multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Product(TLanes a, TLanes aLow, TLanes b, TLanes bLow, out TLanes low)
    {
        TLanes product = a * b;
        low = TLanes.MulAdd(a, bLow, TLanes.MulAdd(aLow, b, Error(a, b, product)));
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Error(TLanes a, TLanes b, TLanes product) => TLanes.MulAdd(a, b, TLanes.Create(0) - product);
}
