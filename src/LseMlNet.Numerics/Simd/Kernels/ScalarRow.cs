using System.Numerics;

namespace LseMlNet.Numerics.Simd;

/// <summary>Computes one row in double precision, one element at a time, for processors without vector registers.</summary>
internal static class ScalarRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Softmax(ReadOnlySpan<T> logits, Span<T> probabilities)
    {
        double maximum = Maximum(logits);
        if (!double.IsFinite(maximum))
        {
            probabilities.Fill(T.NaN);
            return;
        }

        double sum = 1 + SumWithoutMaximum(logits, maximum);
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = T.CreateTruncating(ExpOfDifference(double.CreateTruncating(logits[i]), maximum) / sum);
        }
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> logProbabilities)
    {
        double maximum = Maximum(logits);
        if (!double.IsFinite(maximum))
        {
            logProbabilities.Fill(T.NaN);
            return;
        }

        double logSum = LogOnePlus(SumWithoutMaximum(logits, maximum));
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            logProbabilities[i] = T.CreateTruncating(double.CreateTruncating(logits[i]) - maximum - logSum);
        }
    }

    public static T LogSumExp(ReadOnlySpan<T> logits)
    {
        double maximum = Maximum(logits);
        return T.CreateTruncating(double.IsFinite(maximum) ? maximum + LogOnePlus(SumWithoutMaximum(logits, maximum)) : maximum);
    }

    public static T CrossEntropy(ReadOnlySpan<T> logits, int label)
    {
        double maximum = Maximum(logits);
        return double.IsFinite(maximum)
            ? T.CreateTruncating(LogOnePlus(SumWithoutMaximum(logits, maximum)) - (double.CreateTruncating(logits[label]) - maximum))
            : T.NaN;
    }

    /// <summary>Returns the largest element, −∞ if the row is empty, or NaN if any element is NaN.</summary>
    private static double Maximum(ReadOnlySpan<T> logits)
    {
        double maximum = double.NegativeInfinity;
        foreach (T logit in logits)
        {
            maximum = Math.Max(maximum, double.CreateTruncating(logit));
        }

        return maximum;
    }

    /// <summary>
    /// Returns Σ e^(x − m) over all elements except one that equals m. That element contributes 1, and a small sum added to it would
    /// be lost.
    /// </summary>
    private static double SumWithoutMaximum(ReadOnlySpan<T> logits, double maximum)
    {
        double sum = 0;
        double error = 0;
        bool skipped = false;
        foreach (T logit in logits)
        {
            double x = double.CreateTruncating(logit);
            if (x == maximum && !skipped)
            {
                skipped = true;
                continue;
            }

            double term = ExpOfDifference(x, maximum);
            double total = sum + term;
            // Neumaier's summation: keep the rounding error of the addition.
            error += sum >= term ? sum - total + term : term - total + sum;
            sum = total;
        }

        return sum + error;
    }

    /// <summary>Returns e^(x − m), corrected for the rounding of x − m. At a difference of 1000 that rounding would cost 500 ulp.</summary>
    private static double ExpOfDifference(double x, double maximum)
    {
        double difference = x - maximum;
        double exp = Math.Exp(difference);
        if (exp == 0)
        {
            return 0;
        }

        double back = difference - x;
        double error = x - (difference - back) - (maximum + back);
        return exp + exp * error;
    }

    /// <summary>Returns log(1 + x) for x ≥ 0, corrected for the rounding of 1 + x.</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) + (x - (sum - 1)) / sum;
    }
}
