using System.Numerics;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the entropy of the softmax of one row in nats: H = −Σᵢ pᵢ log pᵢ, computed as log Σ + Σᵢ e^(xᵢ − m) (m − xᵢ) / Σ, where m is
    /// the largest logit and Σ the sum of e^(xᵢ − m).
    /// </summary>
    /// <param name="logits">The row. It may be empty.</param>
    /// <returns>The entropy: from 0, where one class has all the probability, to log n, where n classes share it.</returns>
    /// <remarks>
    /// <para>
    /// Empty: NaN. One finite element: 0. −∞ among finite elements: as if it were absent, so that a row with one finite element has
    /// entropy 0. Only −∞: NaN. +∞: NaN. NaN anywhere: NaN. All terms of the sum are positive, so that an entropy close to 0 keeps its
    /// full precision, down to subnormal numbers.
    /// </para>
    /// <para>Source: C. E. Shannon, <em>A Mathematical Theory of Communication</em>, Bell System Technical Journal 27 (1948).</para>
    /// </remarks>
    public static float Entropy(ReadOnlySpan<float> logits) => (float)Entropy<float>(logits);

    /// <inheritdoc cref="Entropy(ReadOnlySpan{float})"/>
    public static double Entropy(ReadOnlySpan<double> logits) => Entropy<double>(logits);

    private static double Entropy<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int top = ArgMax(logits);
        if (top < 0)
        {
            return double.NaN;
        }

        double maximum = double.CreateTruncating(logits[top]);
        // Both sums leave out the largest logit, whose terms are 1 and 0: beside a 1 a small sum would be lost.
        CompensatedSum others = default;
        CompensatedSum weighted = default;
        for (int i = 0; i < logits.Length; i++)
        {
            double x = double.CreateTruncating(logits[i]);
            double exp = i == top ? 0 : ExpOfDifference(x, maximum);
            // A class without probability adds nothing, however far below it is: 0 · ∞ is 0 here.
            if (exp != 0)
            {
                others.Add(exp);
                weighted.Add(exp * (maximum - x));
            }
        }

        double sum = 1 + others.Value;
        // log(1 + x), with the rounding of 1 + x put back.
        double logSum = sum == 1 ? others.Value : Math.Log(sum) + (others.Value - (sum - 1)) / sum;
        return logSum + weighted.Value / sum;
    }

    /// <summary>e^(x − m), with the rounding of x − m put back: at a difference of 1000 it would cost 500 ulp in double precision.</summary>
    private static double ExpOfDifference(double x, double maximum)
    {
        double difference = x - maximum;
        double exp = Math.Exp(difference);
        double back = difference - x;
        double error = x - (difference - back) - (maximum + back);
        return exp == 0 ? 0 : exp + exp * error;
    }

    /// <summary>Neumaier's summation of positive numbers: what an addition rounds away is kept beside the sum.</summary>
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
