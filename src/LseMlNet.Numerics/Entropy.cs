using System.Numerics;
using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Scalar;
using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Singles;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the entropy of the softmax of one row of logits, in nats: H = −Σᵢ pᵢ log pᵢ, computed as log Σ + Σᵢ e^(xᵢ − m) (m −
    /// xᵢ) / Σ, where m is the largest logit and Σ the sum of e^(xᵢ − m). Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <returns>The entropy: 0 if one class has all the probability, log n if n classes share it equally.</returns>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>NaN</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item>
    /// <term>−∞ among finite elements</term>
    /// <description>−∞ does not affect the result: 0 if only one element is finite</description>
    /// </item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>
    /// rounded, not flushed to 0: all terms of the sum are positive, so that an entropy close to 0 keeps its full precision
    /// </description>
    /// </item>
    /// <item><term>largest error</term><description>1 ulp for float, 2 ulp for double</description></item>
    /// </list>
    /// <para>
    /// Source: C. E. Shannon, <em>A Mathematical Theory of Communication</em>, Bell System Technical Journal 27 (1948).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float entropy = Logits.Entropy([1000f, 1001f, 1002f]);   // 0.8324
    /// </code>
    /// </example>
    public static float Entropy(ReadOnlySpan<float> logits) => Entropy(logits, 1);

    /// <inheritdoc cref="Entropy(ReadOnlySpan{float})"/>
    public static double Entropy(ReadOnlySpan<double> logits) => Entropy<double>(logits);

    private static unsafe double Entropy<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int top;
        fixed (T* x = logits)
        {
            top = Extremes<T>.ArgMax(x, logits.Length);
        }

        if (top < 0)
        {
            return double.NaN;
        }

        double maximum = double.CreateTruncating(logits[top]);
        // Both sums leave out the largest logit, whose terms are 1 and 0. A small sum added to 1 would lose its digits.
        CompensatedSum others = default;
        CompensatedSum weighted = default;
        for (int i = 0; i < logits.Length; i++)
        {
            double x = double.CreateTruncating(logits[i]);
            double exp = i == top ? 0 : ExpOfDifference(x, maximum);
            // A class with probability 0 adds nothing, however far its logit is below the largest: 0 · ∞ counts as 0.
            if (exp != 0)
            {
                others.Add(exp);
                weighted.Add(exp * (maximum - x));
            }
        }

        double sum = 1 + others.Value;
        // log(1 + x), corrected for the rounding of 1 + x.
        double logSum = sum == 1 ? others.Value : Math.Log(sum) + (others.Value - (sum - 1)) / sum;
        return logSum + weighted.Value / sum;
    }

    /// <summary>Returns e^(x − m), corrected for the rounding of x − m. At a difference of 1000 that rounding would cost 500 ulp.</summary>
    private static double ExpOfDifference(double x, double maximum)
    {
        double difference = x - maximum;
        double exp = Math.Exp(difference);
        double back = difference - x;
        double error = x - (difference - back) - (maximum + back);
        return exp == 0 ? 0 : exp + exp * error;
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

    /// <summary>
    /// Returns the entropy of the softmax of one row of logits at a temperature T, in nats. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel folds it into the range
    /// reduction of the exponential, so that no quotient is rounded.
    /// </param>
    /// <returns>The entropy: 0 if one class has all the probability, log n if n classes share it equally.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <remarks>Special rows and the largest error are those of <see cref="Entropy(ReadOnlySpan{float})"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float Entropy(ReadOnlySpan<float> logits, double temperature)
    {
        Guard.Temperature(temperature);
        float result = float.NaN;
        fixed (float* x = logits)
        {
            SingleKernels.Entropy(x, &result, logits.Length, 1, temperature, 1);
        }

        return result;
    }

    /// <inheritdoc cref="Entropy(ReadOnlySpan{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double Entropy(ReadOnlySpan<double> logits, double temperature)
    {
        Guard.Temperature(temperature);
        fixed (double* x = logits)
        {
            return new ScalarRow<double>(x, logits.Length, 1, temperature).Entropy();
        }
    }
}
