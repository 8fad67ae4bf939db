using System.Runtime.CompilerServices;
using LseMlNet.Numerics.Simd;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Returns the index of the largest element of one row, which is the most probable class. If several elements are the largest,
    /// returns the lowest index. Takes logits, log-probabilities or probabilities, which have the same order.
    /// </summary>
    /// <param name="logits">One row. May be empty.</param>
    /// <returns>The zero-based index, or −1 if the row has no softmax.</returns>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>−1</description></item>
    /// <item><term>one finite element</term><description>0</description></item>
    /// <item><term>−∞ among finite elements</term><description>−∞ does not affect the result</description></item>
    /// <item><term>only −∞</term><description>−1</description></item>
    /// <item><term>+∞</term><description>−1</description></item>
    /// <item><term>NaN</term><description>−1</description></item>
    /// <item>
    /// <term>subnormal results</term>
    /// <description>the result is an index; subnormal elements are compared exactly</description>
    /// </item>
    /// <item><term>largest error</term><description>none</description></item>
    /// </list>
    /// <para>Prefer logits: two different logits can round to the same probability.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// int best = Logits.ArgMax([0.1f, 2f, -1f]);   // 1
    /// </code>
    /// </example>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe int ArgMax(ReadOnlySpan<float> logits)
    {
        fixed (float* x = logits)
        {
            return Extremes<float>.ArgMax(x, logits.Length);
        }
    }

    /// <inheritdoc cref="ArgMax(ReadOnlySpan{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe int ArgMax(ReadOnlySpan<double> logits)
    {
        fixed (double* x = logits)
        {
            return Extremes<double>.ArgMax(x, logits.Length);
        }
    }
}
