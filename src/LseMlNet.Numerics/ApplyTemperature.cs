using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Divides logits by a temperature: yᵢ = xᵢ / T. A temperature above 1 makes the softmax of the result flatter, one below 1
    /// makes it sharper. Takes logits or log-probabilities, not probabilities.
    /// </summary>
    /// <param name="logits">The logits of one or more rows. May be empty.</param>
    /// <param name="temperature">The temperature T, finite and greater than 0.</param>
    /// <param name="scaled">
    /// The destination of the quotients. It must be at least as long as <paramref name="logits"/>; elements beyond that length are
    /// left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="temperature"/> is 0, negative, infinite or NaN.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="scaled"/> is too short, or overlaps <paramref name="logits"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Logits</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written</description></item>
    /// <item><term>one finite element</term><description>its quotient</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ for −∞</description></item>
    /// <item><term>only −∞</term><description>−∞ for each</description></item>
    /// <item><term>+∞</term><description>+∞ for +∞</description></item>
    /// <item><term>NaN</term><description>NaN for NaN</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>rounded, not flushed to 0; a quotient beyond the range of the type is infinite</description>
    /// </item>
    /// <item>
    /// <term>largest error</term>
    /// <description>0.5 ulp; for float, 2⁻²⁸ ulp more if the temperature is not itself a float</description>
    /// </item>
    /// </list>
    /// <para>The quotient is computed in double precision and then rounded to the type of the logits.</para>
    /// <para>
    /// Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, <em>On Calibration of Modern Neural Networks</em>, Proceedings of
    /// Machine Learning Research 70 (2017).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [2, 4, 6];
    /// Logits.ApplyTemperature(logits, temperature: 2, logits);   // in place: 1, 2, 3
    /// </code>
    /// </example>
    public static void ApplyTemperature(ReadOnlySpan<float> logits, double temperature, Span<float> scaled) =>
        ApplyTemperature<float>(logits, temperature, scaled);

    /// <inheritdoc cref="ApplyTemperature(ReadOnlySpan{float}, double, Span{float})"/>
    public static void ApplyTemperature(ReadOnlySpan<double> logits, double temperature, Span<double> scaled) =>
        ApplyTemperature<double>(logits, temperature, scaled);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyTemperature<T>(ReadOnlySpan<T> logits, double temperature, Span<T> scaled)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Temperature(temperature);
        scaled = Guard.Elementwise(logits, scaled, nameof(scaled));
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = T.CreateTruncating(double.CreateTruncating(logits[i]) / temperature);
        }
    }
}
