using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts logits that are each a row of their own to probabilities: pᵢ = 1 / (1 + e^(−xᵢ / T)). Use it for a classifier with one
    /// logit, or for one whose labels do not exclude each other. It equals the softmax of [0, xᵢ]. Takes logits, not probabilities.
    /// </summary>
    /// <param name="logits">The logits. May be empty.</param>
    /// <param name="probabilities">
    /// The destination of the probabilities. It must be at least as long as <paramref name="logits"/>; elements beyond that length
    /// are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <param name="temperature">The temperature T, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="temperature"/> is 0, negative, infinite or NaN.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Logits</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written</description></item>
    /// <item><term>one finite element</term><description>its probability</description></item>
    /// <item><term>−∞ among finite elements</term><description>0 for −∞</description></item>
    /// <item><term>only −∞</term><description>0 for each</description></item>
    /// <item><term>+∞</term><description>1 for +∞</description></item>
    /// <item><term>NaN</term><description>NaN for NaN</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item><term>largest error</term><description>0.501 ulp for float, 2 ulp for double</description></item>
    /// </list>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA Journal
    /// of Numerical Analysis 41 (2021), applied to two logits, one of which is 0.
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [-1000, 0, 2];
    /// Logits.Sigmoid(logits, logits);   // in place: 0, 0.5, 0.8808
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(ReadOnlySpan<float> logits, Span<float> probabilities, double temperature = 1)
    {
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = (float)SigmoidOf(logits[i], temperature);
        }
    }

    /// <inheritdoc cref="Sigmoid(ReadOnlySpan{float}, Span{float}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(ReadOnlySpan<double> logits, Span<double> probabilities, double temperature = 1)
    {
        Guard.Temperature(temperature);
        probabilities = Guard.Elementwise(logits, probabilities, nameof(probabilities));
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = SigmoidOf(logits[i], temperature);
        }
    }

    // The exponent is never positive, so nothing overflows. A probability close to 0 is not computed as
    // the difference of two numbers close to 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SigmoidOf(double logit, double temperature)
    {
        double exp = ExpOfMinus(Math.Abs(logit), temperature);
        return (logit < 0 ? exp : 1) / (1 + exp);
    }

    /// <summary>
    /// Returns e^(−x / T) for x ≥ 0, corrected for the rounding of x / T. At a quotient of 700 that rounding would cost 50 ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ExpOfMinus(double x, double temperature)
    {
        double quotient = x / temperature;
        double exp = Math.Exp(-quotient);
        // The remainder is exact. It is NaN for an infinite quotient, whose exponential is 0.
        return temperature == 1 || exp == 0
            ? exp
            : exp - exp * (Math.FusedMultiplyAdd(-quotient, temperature, x) / temperature);
    }
}
