using System.Numerics;

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
    public static int ArgMax(ReadOnlySpan<float> logits) => ArgMax<float>(logits);

    /// <inheritdoc cref="ArgMax(ReadOnlySpan{float})"/>
    public static int ArgMax(ReadOnlySpan<double> logits) => ArgMax<double>(logits);

    private static int ArgMax<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.NegativeInfinity;
        int index = -1;
        for (int i = 0; i < logits.Length; i++)
        {
            // One comparison suffices for almost every element. It never skips NaN.
            if (!(logits[i] <= largest))
            {
                if (!T.IsFinite(logits[i]))
                {
                    return -1;
                }

                largest = logits[i];
                index = i;
            }
        }

        return index;
    }
}
