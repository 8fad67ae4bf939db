using System.Numerics;
using System.Runtime.InteropServices;

namespace LseMlNet.Numerics;

public static partial class Logits
{
    /// <summary>
    /// Converts a row of logits to probabilities, where several classes share the last logit. The result is the softmax of the row that
    /// repeats the last logit for each of these classes. A sparse row has this form: its zeros are counted, not stored. Takes logits, not
    /// probabilities.
    /// </summary>
    /// <param name="logits">
    /// The row: first the logits that belong to one class each, then the shared one. At least one element.
    /// </param>
    /// <param name="lastCount">The number of classes that share the last logit, at least 1.</param>
    /// <param name="probabilities">
    /// The destination of the probabilities. It must be at least as long as <paramref name="logits"/>; elements beyond that length
    /// are left unchanged. It may be the same span as <paramref name="logits"/>, but must not overlap it in any other way. The last
    /// probability is that of each class that shares the last logit.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="logits"/> is empty. Or <paramref name="probabilities"/> is too short, or overlaps <paramref name="logits"/>
    /// without starting at the same element.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="lastCount"/> is less than 1.
    /// </exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>Row</term><description>Result</description></listheader>
    /// <item><term>empty</term><description>the method throws</description></item>
    /// <item><term>one finite element</term><description>1 / n, where n is <paramref name="lastCount"/></description></item>
    /// <item><term>−∞ among finite elements</term><description>0 for −∞, which does not affect the other results</description></item>
    /// <item><term>only −∞</term><description>NaN</description></item>
    /// <item><term>+∞</term><description>NaN in the whole row</description></item>
    /// <item><term>NaN</term><description>NaN in the whole row</description></item>
    /// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
    /// <item>
    /// <term>largest error</term>
    /// <description>2 ulp more than that of <see cref="Softmax(ReadOnlySpan{float}, Span{float})"/></description>
    /// </item>
    /// </list>
    /// <para>
    /// If q is the softmax of the row as given and n is the count, then pᵢ = qᵢ / (1 + (n − 1) q_last), by the definition of
    /// softmax. All terms are positive, so no digits cancel. The formula adds two roundings to those of
    /// <see cref="Softmax(ReadOnlySpan{float}, Span{float})"/>.
    /// </para>
    /// <para>
    /// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>, IMA
    /// Journal of Numerical Analysis 41 (2021).
    /// </para>
    /// </remarks>
    /// <example>
    /// <code>
    /// float[] logits = [2, 0];   // the row [2, 0, 0, 0]
    /// float[] probabilities = new float[2];
    /// Logits.SoftmaxRepeatingLast(logits, lastCount: 3, probabilities);   // 0.7112, 0.0963
    /// </code>
    /// </example>
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
