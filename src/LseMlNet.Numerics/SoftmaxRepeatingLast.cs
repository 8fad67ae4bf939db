using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Turns a row of logits whose last one is shared by several classes into probabilities, as if it stood there that often: what a
    /// sparse row is, whose zeros are counted and not stored.
    /// </summary>
    /// <param name="logits">The row: the logits that differ, and at the end the one that is shared. At least one.</param>
    /// <param name="lastCount">The number of classes that share the last logit, at least 1.</param>
    /// <param name="probabilities">
    /// Where to put the probabilities: at least as long as <paramref name="logits"/>, elements beyond are left untouched. The last is that
    /// of each of the classes that share the last logit. It may be the same span as <paramref name="logits"/>.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="logits"/> is empty; <paramref name="probabilities"/> is too short, or overlaps
    /// <paramref name="logits"/> without starting where it starts.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lastCount"/> is less than 1.</exception>
    /// <remarks>
    /// <para>
    /// With q the softmax of the row as it stands and n the count: pᵢ = qᵢ / (1 + (n − 1) q_last). All terms are positive, so nothing
    /// cancels; the two more roundings make it differ from the softmax of the written-out row by a few ulp at most.
    /// </para>
    /// <para>
    /// One finite element: 1 / n. −∞ among finite elements: 0 there. Only −∞: NaN. +∞: NaN in the whole row. NaN: NaN in the whole row.
    /// Probabilities below the normal range: subnormal numbers.
    /// </para>
    /// </remarks>
    public static void SoftmaxRepeatingLast(ReadOnlySpan<float> logits, int lastCount, Span<float> probabilities)
    {
        Guard.RepeatedLast(logits.Length, lastCount);
        Softmax(logits, probabilities);
        Divide(probabilities[..logits.Length], 1 + (lastCount - 1) * (double)probabilities[logits.Length - 1]);
    }

    /// <inheritdoc cref="SoftmaxRepeatingLast(ReadOnlySpan{float}, int, Span{float})"/>
    public static void SoftmaxRepeatingLast(ReadOnlySpan<double> logits, int lastCount, Span<double> probabilities)
    {
        Guard.RepeatedLast(logits.Length, lastCount);
        Softmax(logits, probabilities);
        Divide(probabilities[..logits.Length], 1 + (lastCount - 1) * probabilities[logits.Length - 1]);
    }

    private static void Divide<T>(Span<T> values, double divisor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T narrow = T.CreateTruncating(divisor);
        Span<Vector<T>> wide = MemoryMarshal.Cast<T, Vector<T>>(values);
        var all = new Vector<T>(narrow);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] /= all;
        }

        for (int i = wide.Length * Vector<T>.Count; i < values.Length; i++)
        {
            values[i] /= narrow;
        }
    }
}
