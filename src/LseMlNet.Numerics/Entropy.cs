using LseMlNet.Numerics.Simd;
using LseMlNet.Numerics.Simd.Doubles;
using LseMlNet.Numerics.Simd.Singles;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the entropy of the softmax of one row of logits, in nats: H = −Σᵢ pᵢ log pᵢ, computed as log Σ + Σᵢ e^(xᵢ − m) (m − xᵢ) / Σ,
    /// where m is the largest logit and Σ is the sum of e^(xᵢ − m). Takes logits, not probabilities.
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
    /// <item><term>largest error</term><description>1 ulp for float, 3 ulp for double</description></item>
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double Entropy(ReadOnlySpan<double> logits)
    {
        double result = double.NaN;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.Entropy, x, &result, null, logits.Length, 1, 1);
        }

        return result;
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
        double result = double.NaN;
        fixed (double* x = logits)
        {
            DoubleKernels.Run(RowFunction.Entropy, x, &result, null, logits.Length, 1, 1, temperature);
        }

        return result;
    }
}
