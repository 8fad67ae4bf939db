using System.Numerics;
using System.Runtime.CompilerServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    // The sum of many rounded numbers can slightly exceed 1.
    private const double LargestProbability = 1 + 1e-3;

    /// <summary>
    /// Converts probabilities to logits: xᵢ = log pᵢ, in nats. Their softmax is the probabilities again. Takes probabilities, not logits.
    /// </summary>
    /// <param name="probabilities">The probabilities of one or more rows, which need not sum to 1. May be empty.</param>
    /// <param name="logits">
    /// The destination of the logits. It must be at least as long as <paramref name="probabilities"/>; elements beyond that length
    /// are left unchanged. It may be the same span as <paramref name="probabilities"/>, but must not overlap it in any other way.
    /// </param>
    /// <returns>
    /// False if an element is not a probability because it is negative, NaN or greater than 1.001. The result for such an element is NaN.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="logits"/> is too short, or overlaps <paramref name="probabilities"/> without starting at the same element.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Probabilities</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>nothing is written; true</description></item>
    /// <item><term>one finite element</term><description>its logarithm, if it is a probability</description></item>
    /// <item>
    /// <term>0, or a subnormal number</term>
    /// <description>
    /// the logarithm of the smallest normal number, −87.3 for float and −708.4 for double: a probability of 0 has usually underflowed, and
    /// −∞ would make the log-loss of a row infinite
    /// </description>
    /// </item>
    /// <item><term>above 1, up to 1.001</term><description>0, as for 1</description></item>
    /// <item><term>negative, above 1.001, ±∞ or NaN</term><description>NaN</description></item>
    /// <item><term>largest error</term><description>0.5001 ulp for float, 1 ulp for double</description></item>
    /// </list>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] probabilities = [0.5f, 0.5f, 0];
    /// float[] logits = new float[3];
    /// Logits.FromProbabilities(probabilities, logits);   // -0.6931, -0.6931, -87.34
    /// </code>
    /// </example>
    public static bool FromProbabilities(ReadOnlySpan<float> probabilities, Span<float> logits) =>
        FromProbabilities<float>(probabilities, logits, 1.17549435e-38f);

    /// <inheritdoc cref="FromProbabilities(ReadOnlySpan{float}, Span{float})"/>
    public static bool FromProbabilities(ReadOnlySpan<double> probabilities, Span<double> logits) =>
        FromProbabilities<double>(probabilities, logits, 2.2250738585072014e-308);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool FromProbabilities<T>(ReadOnlySpan<T> probabilities, Span<T> logits, double smallestNormal)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        logits = Guard.Elementwise(probabilities, logits, nameof(logits));
        bool areProbabilities = true;
        for (int i = 0; i < logits.Length; i++)
        {
            double p = double.CreateTruncating(probabilities[i]);
            bool isProbability = p is >= 0 and <= LargestProbability;
            areProbabilities &= isProbability;
            logits[i] = isProbability ? T.CreateTruncating(Math.Log(Math.Clamp(p, smallestNormal, 1))) : T.NaN;
        }

        return areProbabilities;
    }
}
