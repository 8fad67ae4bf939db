using System.Numerics;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>Returns the index of the largest element of one row: the most probable class. Of equal ones it is the lowest index.</summary>
    /// <param name="logits">The row: logits, log-probabilities or probabilities, whose order is the same. It may be empty.</param>
    /// <returns>The zero-based index, or −1 for a row that has no softmax.</returns>
    /// <remarks>
    /// Empty: −1. One finite element: 0. −∞ among finite elements: as if it were absent. Only −∞: −1. +∞: −1. NaN anywhere: −1.
    /// Logits are the better thing to ask: two that differ can round to the same probability.
    /// </remarks>
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
            // One comparison for nearly every element: NaN, too, is not less than or equal to the largest.
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
