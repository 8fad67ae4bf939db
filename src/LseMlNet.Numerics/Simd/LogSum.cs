using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>
/// The logarithm of the sum of one row, as maximum and log Σ e^(x − m): log-softmax, log-sum-exp and cross-entropy are each a few
/// additions away.
/// </summary>
internal static unsafe class LogSum<T, TLanes, TExp, TWide>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
    where TExp : struct, IRowExp<TExp, TLanes, T>
    where TWide : unmanaged, ILanes<TWide, double>
{
    // Below this length the accurate sum is as fast as a fast one that then has to be repeated.
    private const int ShortRow = 192;

    public static RowSum<T> Of(T* logits, int length)
    {
        T maximum = RowKernel<T, TLanes, TExp, TWide>.Maximum(logits, length);
        if (!T.IsFinite(maximum))
        {
            return RowSum<T>.Special(new(logits, length), maximum);
        }

        if (typeof(T) == typeof(double))
        {
            double top = double.CreateTruncating(maximum);
            return new(maximum, Pair.LogOnePlus(AccurateSum<TWide>.WithoutMaximum((double*)logits, length, top)));
        }

        if (length > ShortRow)
        {
            double log = RowKernel<T, TLanes, TExp, TWide>.LogSum(logits, length, maximum);
            if (Suffices(log, log + double.CreateTruncating(maximum)))
            {
                return new(maximum, new(log, 0));
            }
        }

        double rest = WidenedSum<TWide>.WithoutMaximum((float*)logits, length, float.CreateTruncating(maximum));
        return new(maximum, new(LogOnePlus(rest), 0));
    }

    /// <summary>log(1 + x) for x ≥ 0, to 2^-32: ample for a float.</summary>
    private static double LogOnePlus(double x) => x < 1e-6 ? x - x * x / 2 : Math.Log(1 + x);

    /// <summary>Whether the error of single-precision exponentials is small beside half a unit of the results.</summary>
    /// <remarks>
    /// At least Σ elements share the sum, so their independent errors of about 2^-25.6 average to 2^-25.6 / √Σ. Against it stands a
    /// unit of 2^-24 of the log-sum-exp, of which 0.02 may be spent, and of the largest log-probability, −log Σ, of which 0.1 may.
    /// </remarks>
    private static bool Suffices(double log, double logSumExp)
    {
        double root = Math.Exp(log * 0.5);
        return log * root >= 5 && Math.Abs(logSumExp) * root >= 20;
    }
}
