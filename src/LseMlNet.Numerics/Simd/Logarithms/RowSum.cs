using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics.Simd;

/// <summary>The maximum m of a row and log Σ e^(x − m). The logarithm has two parts; for floats the low part is 0.</summary>
internal readonly struct RowSum<T>(T maximum, double log, double logLow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _maximum = double.CreateTruncating(maximum);

    /// <summary>
    /// Whether the maximum and the logarithm cancel, so that their sum, the log-sum-exp, has fewer correct digits than either. A
    /// logarithm below 2^-15 is excluded: it is accurate already.
    /// </summary>
    public bool Cancels => typeof(T) == typeof(double) && log > 1.0 / (1 << 15) && Math.Abs(_maximum + log) < Math.Min(log, 0.5);

    public T LogSumExp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (!double.IsFinite(_maximum))
            {
                return T.CreateTruncating(_maximum);
            }

            if (typeof(T) == typeof(float))
            {
                return T.CreateTruncating(_maximum + log);
            }

            Pair sum = Pair.Sum(_maximum, log);
            return T.CreateTruncating(sum.High + (sum.Low + logLow));
        }
    }

    /// <summary>The rounded log-sum-exp and its rounding error. No digits cancel in (x − High) − Low.</summary>
    public (T High, T Low) Parts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            T high = LogSumExp;
            if (typeof(T) == typeof(float))
            {
                return (high, T.CreateTruncating(_maximum - double.CreateTruncating(high) + log));
            }

            Pair rest = Pair.Sum(_maximum, -double.CreateTruncating(high));
            return (high, T.CreateTruncating(rest.High + log + (rest.Low + logLow)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T CrossEntropy(T labelled)
    {
        Pair difference = Pair.Sum(_maximum, -double.CreateTruncating(labelled));
        return T.CreateTruncating(
            double.IsFinite(difference.High) ? difference.High + log + (difference.Low + logLow) : difference.High + log);
    }
}
