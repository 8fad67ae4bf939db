using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>An unevaluated sum of two doubles, about 106 bits: T. J. Dekker, A floating-point technique for extending the available
/// precision, Numerische Mathematik 18 (1971).</summary>
internal readonly record struct Pair(double High, double Low)
{
    public double Value => High + Low;

    /// <summary>Computes a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair Sum(double a, double b)
    {
        double sum = a + b;
        double back = sum - a;
        return new(sum, a - (sum - back) + (b - back));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Pair Add(Pair other)
    {
        Pair sum = Sum(High, other.High);
        return Sum(sum.High, sum.Low + Low + other.Low);
    }

    /// <summary>Adds all lanes of two registers, the second of which contains only small numbers.</summary>
    public static unsafe Pair Across<TLanes>(TLanes high, TLanes low)
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        Pair* lanes = stackalloc Pair[TLanes.Count];
        double* highs = (double*)&high;
        double* lows = (double*)&low;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            lanes[lane] = new(highs[lane], lows[lane]);
        }

        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] = lanes[lane].Add(lanes[lane + half]);
            }
        }

        return lanes[0];
    }

    /// <summary>Returns log(1 + x) for x &gt; −1, with a relative error of about 2^-62.</summary>
    public static Pair LogOnePlus(Pair x)
    {
        if (Math.Abs(x.High) < 1e-18)
        {
            // x²/2 is too small to change the result, and halving a subnormal number would round it.
            return x;
        }

        // 1. Split 1 + x = 2^k (1 + f) with 1 + f in [√½, √2). If k is 0, f is exact, so that a small x keeps its precision.
        Pair total = Sum(1, x.High);
        int exponent = Math.ILogB(total.High * 0.7071067811865476) + 1;
        Pair f = x;
        if (exponent != 0)
        {
            double scale = Math.ScaleB(1, -exponent);
            f = Sum(total.High * scale - 1, (total.Low + x.Low) * scale);
        }

        // 2. Evaluate log(1 + f) = 2 artanh u with u = f / (2 + f), |u| ≤ 0.172, by its series.
        Pair divisor = Sum(2, f.High);
        double high = f.High / divisor.High;
        double rest = Math.FusedMultiplyAdd(-high, divisor.High, f.High) - high * (divisor.Low + f.Low) + f.Low;
        Pair u = Sum(high, rest / divisor.High);
        double square = u.High * u.High;
        double series = 2.0 / 21;
        for (int n = 19; n >= 3; n -= 2)
        {
            series = series * square + 2.0 / n;
        }

        Pair log = Sum(2 * u.High, 2 * u.Low + u.High * square * series);
        return new Pair(exponent * ExpPolynomial.Log2High, exponent * ExpPolynomial.Log2Low).Add(log);
    }
}
