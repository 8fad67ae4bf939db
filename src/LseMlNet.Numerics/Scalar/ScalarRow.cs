using System.Numerics;

namespace LseMlNet.Numerics.Scalar;

/// <summary>
/// Computes one row in double precision, one element at a time: for processors without vector registers, and for rows outside the
/// range of the vector kernels. The elements are <paramref name="stride"/> apart.
/// </summary>
internal readonly unsafe struct ScalarRow<T>(T* logits, int count, nint stride, double temperature)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double this[int index] => double.CreateTruncating(logits[index * stride]);

    public void Softmax(T* probabilities)
    {
        int top = Top();
        double sum = top < 0 ? double.NaN : 1 + SumOfOthers(top);
        double maximum = top < 0 ? double.NaN : this[top];
        for (int i = 0; i < count; i++)
        {
            probabilities[i * stride] = T.CreateTruncating(Exp(this[i], maximum) / sum);
        }
    }

    public void LogSoftmax(T* logProbabilities)
    {
        int top = Top();
        double logSum = top < 0 ? double.NaN : ScalarFunctions.LogOnePlus(SumOfOthers(top));
        double maximum = top < 0 ? double.NaN : this[top];
        for (int i = 0; i < count; i++)
        {
            double difference = ScaledDifference(this[i], maximum, out double error);
            logProbabilities[i * stride] = T.CreateTruncating(difference - logSum + error);
        }
    }

    public T LogSumExp()
    {
        int top = Top();
        if (top < 0)
        {
            return T.CreateTruncating(Special());
        }

        double maximum = ScaledDifference(this[top], 0, out double error);
        return T.CreateTruncating(double.IsFinite(maximum) ? maximum + (ScalarFunctions.LogOnePlus(SumOfOthers(top)) + error) : maximum);
    }

    public T CrossEntropy(int label)
    {
        int top = Top();
        if (top < 0)
        {
            return T.NaN;
        }

        double difference = ScaledDifference(this[label], this[top], out double error);
        return T.CreateTruncating(ScalarFunctions.LogOnePlus(SumOfOthers(top)) - difference - error);
    }

    public T Entropy()
    {
        int top = Top();
        if (top < 0)
        {
            return T.NaN;
        }

        double maximum = this[top];
        CompensatedSum others = default;
        CompensatedSum weighted = default;
        for (int i = 0; i < count; i++)
        {
            double exp = i == top ? 0 : Exp(this[i], maximum);
            // A class with probability 0 adds nothing, however far its logit is below the largest: 0 · ∞ counts as 0.
            if (exp != 0)
            {
                others.Add(exp);
                weighted.Add(exp * -ScaledDifference(this[i], maximum, out _));
            }
        }

        return T.CreateTruncating(ScalarFunctions.LogOnePlus(others.Value) + weighted.Value / (1 + others.Value));
    }

    /// <summary>
    /// Returns the index of the first of the largest elements, or −1 if the row is empty, its largest element is infinite, or an
    /// element is NaN.
    /// </summary>
    private int Top()
    {
        double largest = double.NegativeInfinity;
        int top = -1;
        for (int i = 0; i < count; i++)
        {
            double x = this[i];
            // For almost every element, one comparison suffices. It never skips a NaN.
            if (!(x <= largest))
            {
                if (!double.IsFinite(x))
                {
                    return -1;
                }

                largest = x;
                top = i;
            }
        }

        return top;
    }

    /// <summary>Returns the log-sum-exp of a row without a finite maximum: NaN, +∞ or −∞.</summary>
    private double Special()
    {
        double maximum = double.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            maximum = Math.Max(maximum, this[i]);
        }

        return maximum;
    }

    /// <summary>
    /// Returns Σ e^((x − m) / T) over all elements except one that equals m. That element contributes 1, and a small sum added to it
    /// would be lost.
    /// </summary>
    private double SumOfOthers(int top)
    {
        double maximum = this[top];
        CompensatedSum sum = default;
        for (int i = 0; i < count; i++)
        {
            if (i != top)
            {
                sum.Add(Exp(this[i], maximum));
            }
        }

        return sum.Value;
    }

    private double Exp(double x, double maximum)
    {
        double difference = ScaledDifference(x, maximum, out double error);
        double exp = Math.Exp(difference);
        return exp == 0 ? 0 : exp + exp * error;
    }

    /// <summary>
    /// Returns (x − m) / T and its rounding error. At a difference of 1000, that error would cost an exponential 500 ulp.
    /// </summary>
    private double ScaledDifference(double x, double maximum, out double error)
    {
        double difference = x - maximum;
        if (!double.IsFinite(difference))
        {
            error = 0;
            return double.IsFinite(x) ? x / temperature - maximum / temperature : difference;
        }

        double back = difference - x;
        error = x - (difference - back) - (maximum + back);
        if (temperature == 1)
        {
            return difference;
        }

        double quotient = difference / temperature;
        error = (Math.FusedMultiplyAdd(-quotient, temperature, difference) + error) / temperature;
        error = double.IsFinite(error) ? error : 0;
        return quotient;
    }

    /// <summary>Neumaier's summation of positive numbers: the rounding errors of the additions are added up separately.</summary>
    private struct CompensatedSum
    {
        private double _sum;
        private double _error;

        public readonly double Value => _sum + _error;

        public void Add(double term)
        {
            double total = _sum + term;
            _error += _sum >= term ? _sum - total + term : term - total + _sum;
            _sum = total;
        }
    }
}
