using System.Numerics;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Divides logits by a temperature: yᵢ = xᵢ / T. Above 1 it makes the softmax of the result flatter, below 1 sharper.</summary>
    /// <param name="logits">The logits, of one row or many. It may be empty.</param>
    /// <param name="temperature">The temperature T, finite and greater than 0.</param>
    /// <param name="scaled">
    /// Where to put the quotients: at least as long as <paramref name="logits"/>, elements beyond are left untouched. It may be the same
    /// span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is 0, negative, infinite or NaN.</exception>
    /// <exception cref="ArgumentException"><paramref name="scaled"/> is too short, or overlaps <paramref name="logits"/> without starting
    /// where it starts.</exception>
    /// <remarks>
    /// <para>
    /// Empty: nothing is written. −∞, +∞ and NaN stay what they are. A quotient beyond the range of the type is infinite, one below the
    /// normal range is rounded to a subnormal number.
    /// </para>
    /// <para>
    /// The quotient is taken in double precision and then rounded. It is the correctly rounded one wherever the temperature is a value
    /// of the logits' type, and for single-precision logits never more than 2⁻²⁸ ulp worse at any other temperature.
    /// </para>
    /// </remarks>
    public static void ApplyTemperature(ReadOnlySpan<float> logits, double temperature, Span<float> scaled) =>
        ApplyTemperature<float>(logits, temperature, scaled);

    /// <inheritdoc cref="ApplyTemperature(ReadOnlySpan{float}, double, Span{float})"/>
    public static void ApplyTemperature(ReadOnlySpan<double> logits, double temperature, Span<double> scaled) =>
        ApplyTemperature<double>(logits, temperature, scaled);

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
