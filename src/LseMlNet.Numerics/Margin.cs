using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the margin of one row of logits, in nats: the largest logit minus the second largest. This is the logarithm
    /// of p₁ / p₂, where p₁ and p₂ are the two largest probabilities. Takes logits or log-probabilities, which have the
    /// same differences, but not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <returns>The margin, never negative: 0 if two classes share the largest logit, +∞ if only one class is possible.</returns>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>NaN</description></item>
    /// <item><term>one finite element</term><description>+∞</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ does not affect the result</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN</description></item>
    /// <item><term>NaN</term><description>NaN</description></item>
    /// <item><term>subnormal results</term><description>exact</description></item>
    /// <item>
    /// <term>largest error</term>
    /// <description>
    /// 0.5 ulp: the difference is rounded once; if it exceeds the range of the type, as for [3e38, −3e38] in single precision, it
    /// is +∞
    /// </description>
    /// </item>
    /// </list>
    /// <para>
    /// Source: T. Scheffer, C. Decomain, S. Wrobel, <em>Active Hidden Markov Models for Information Extraction</em>, Advances in
    /// Intelligent Data Analysis (2001).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float margin = Logits.Margin([1f, 5f, 3f]);   // 2
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe float Margin(ReadOnlySpan<float> logits)
    {
        fixed (float* x = logits)
        {
            return Extremes<float>.Margin(x, logits.Length, 1);
        }
    }

    /// <inheritdoc cref="Margin(ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double Margin(ReadOnlySpan<double> logits)
    {
        fixed (double* x = logits)
        {
            return Extremes<double>.Margin(x, logits.Length, 1);
        }
    }

    /// <summary>
    /// Returns the margin of one row of logits at a temperature T: the difference of the two largest logits, divided by T. Takes
    /// logits, not probabilities.
    /// </summary>
    /// <param name="logits">One row of logits. May be empty.</param>
    /// <param name="temperature">
    /// The temperature T, finite and greater than 0: the result is that of the logits divided by T. The kernel divides only the
    /// difference, so that the quotients of the two logits are not rounded.
    /// </param>
    /// <returns>The margin, at least 0. It is the logarithm of the ratio of the two largest probabilities.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <remarks>Special rows and the largest error are those of <see cref="Margin(ReadOnlySpan{float})"/>.</remarks>
    public static unsafe float Margin(ReadOnlySpan<float> logits, double temperature)
    {
        Guard.Temperature(temperature);
        fixed (float* x = logits)
        {
            return Extremes<float>.Margin(x, logits.Length, temperature);
        }
    }

    /// <inheritdoc cref="Margin(ReadOnlySpan{float}, double)"/>
    public static unsafe double Margin(ReadOnlySpan<double> logits, double temperature)
    {
        Guard.Temperature(temperature);
        fixed (double* x = logits)
        {
            return Extremes<double>.Margin(x, logits.Length, temperature);
        }
    }
}
