namespace LseMlNet.Numerics;

/// <summary>
/// Softmax, log-softmax, log-sum-exp and cross-entropy of logits, stable for every finite input, for one row or a row-major batch.
/// </summary>
/// <remarks>
/// <para>
/// A <em>row</em> is a sequence of logits x₀ … xₙ₋₁, one for each class. Let m be the largest of them and Σ the sum of
/// e^(xᵢ − m). Then the softmax is e^(xᵢ − m) / Σ, the log-softmax (xᵢ − m) − log Σ, the log-sum-exp m + log Σ, and the
/// cross-entropy log Σ − (xₗ − m), where l is the label. Logarithms are natural, so log-probabilities and cross-entropies are in
/// nats.
/// </para>
/// <para>
/// A <em>batch</em> consists of rows of equal length, one after another. Rows do not influence each other. A row has the same results, to
/// the last bit, on its own and anywhere in a batch.
/// </para>
/// <list type="table">
/// <listheader><term>Row</term><description>softmax · log-softmax · log-sum-exp</description></listheader>
/// <item><term>empty</term><description>empty · empty · −∞</description></item>
/// <item><term>one finite element x</term><description>1 · 0 · x</description></item>
/// <item><term>−∞ among finite elements</term><description>0 for −∞ · −∞ for −∞ · unaffected, as are all other results</description></item>
/// <item><term>only −∞</term><description>NaN · NaN · −∞</description></item>
/// <item><term>+∞</term><description>NaN in the whole row · NaN in the whole row · +∞</description></item>
/// <item><term>NaN</term><description>NaN · NaN · NaN, in the whole row, even if it also contains +∞</description></item>
/// <item><term>subnormal results</term><description>rounded, not flushed to 0</description></item>
/// </list>
/// <para>
/// A unit in the last place (ulp) is the distance between a result and the next number of its type. Error bounds are in ulp, found by
/// comparison with 70-digit references. For processors without a fused multiply-add, they are given in parentheses.
/// </para>
/// <para>
/// Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>,
/// IMA Journal of Numerical Analysis 41 (2021).
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using LseMlNet.Numerics;
///
/// double[] logits = [1000, 1001, 1002];
/// double[] probabilities = new double[logits.Length];
/// Logits.Softmax(logits, probabilities);   // 0.0900, 0.2447, 0.6652
/// </code>
/// </example>
public static partial class Logits
{
}
