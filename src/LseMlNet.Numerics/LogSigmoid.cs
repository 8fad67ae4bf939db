using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts logits that are each a row of their own to log-probabilities in nats: log pᵢ = −log(1 + e^(−xᵢ / T)), computed as
    /// min(xᵢ / T, 0) − log(1 + e^(−|xᵢ| / T)). It equals the second log-softmax of [0, xᵢ]. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">The logits. May be empty.</param>
    /// <param name="logProbabilities">
    /// The destination of the log-probabilities. It must be at least as long as <paramref name="logits"/>; elements beyond that
    /// length are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <param name="temperature">The temperature T, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="temperature"/> is 0, negative, infinite or NaN.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="logProbabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same
    /// element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Logits</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written</description></item>
    /// <item><term>one finite element</term><description>its log-probability</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ for −∞</description></item>
    /// <item><term>only −∞</term><description>−∞ for each</description></item>
    /// <item><term>+∞</term><description>0 for +∞</description></item>
    /// <item><term>NaN</term><description>NaN for NaN</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0: a log-probability close to 0 keeps its full precision</description>
    /// </item>
    /// <item><term>largest error</term><description>0.501 ulp for float, 2 ulp for double</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA Journal
    /// of Numerical Analysis 41 (2021), applied to two logits, one of which is 0.
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [-1000, 0, 100];
    /// Logits.LogSigmoid(logits, logits);   // in place: -1000, -0.6931, -3.7e-44
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSigmoid(ReadOnlySpan<float> logits, Span<float> logProbabilities, double temperature = 1)
    {
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            logProbabilities[i] = (float)LogSigmoidOf(logits[i], temperature);
        }
    }

    /// <inheritdoc cref="LogSigmoid(ReadOnlySpan{float}, Span{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSigmoid(ReadOnlySpan<double> logits, Span<double> logProbabilities, double temperature = 1)
    {
        Guard.Temperature(temperature);
        logProbabilities = Guard.Elementwise(logits, logProbabilities, nameof(logProbabilities));
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            logProbabilities[i] = LogSigmoidOf(logits[i], temperature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogSigmoidOf(double logit, double temperature) =>
        Math.Min(logit / temperature, 0) - LogOfOnePlus(ExpOfMinus(Math.Abs(logit), temperature));

    /// <summary>Returns log(1 + x) for x from 0 to 1, corrected for the rounding of 1 + x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double LogOfOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) + (x - (sum - 1)) / sum;
    }
}
