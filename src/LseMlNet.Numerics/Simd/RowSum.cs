using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>The maximum m of a row and log Σ e^(x − m).</summary>
internal readonly struct RowSum<T>(T maximum, Pair log)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _maximum = double.CreateTruncating(maximum);

    /// <summary>A row whose maximum is infinite, and which may hold NaN.</summary>
    public static RowSum<T> Special(ReadOnlySpan<T> row, T maximum)
    {
        foreach (T x in row)
        {
            if (T.IsNaN(x))
            {
                maximum = T.NaN;
            }
        }

        return new(maximum, new(double.NaN, double.NaN));
    }

    public T LogSumExp
    {
        get
        {
            if (!double.IsFinite(_maximum))
            {
                return T.CreateTruncating(_maximum);
            }

            if (typeof(T) == typeof(float))
            {
                return T.CreateTruncating(_maximum + log.High);
            }

            Pair sum = Pair.Sum(_maximum, log.High);
            return T.CreateTruncating(sum.High + (sum.Low + log.Low));
        }
    }

    /// <summary>The rounded log-sum-exp, and what the rounding left: x less the first, less the second, cancels nothing.</summary>
    public (T High, T Low) Parts
    {
        get
        {
            T high = LogSumExp;
            if (typeof(T) == typeof(float))
            {
                return (high, T.CreateTruncating(_maximum - double.CreateTruncating(high) + log.High));
            }

            Pair rest = Pair.Sum(_maximum, -double.CreateTruncating(high));
            return (high, T.CreateTruncating(rest.High + log.High + (rest.Low + log.Low)));
        }
    }

    public T CrossEntropy(T labelled)
    {
        Pair difference = Pair.Sum(_maximum, -double.CreateTruncating(labelled));
        return T.CreateTruncating(
            double.IsFinite(difference.High) ? difference.High + log.High + (difference.Low + log.Low) : difference.High + log.High);
    }
}
