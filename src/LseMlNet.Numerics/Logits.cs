namespace LseMlNet.Numerics;

/// <summary>
/// Softmax, log-softmax, log-sum-exp and cross-entropy of logits, stable on every finite input, for one row or a row-major batch.
/// </summary>
/// <remarks>
/// <para>
/// A <em>row</em> is a run of logits x₀ … xₙ₋₁, one for each class. With m the largest of them and Σ the sum of e^(xᵢ − m), every
/// operation here is one of: softmax e^(xᵢ − m) / Σ; log-softmax (xᵢ − m) − log Σ; log-sum-exp m + log Σ; cross-entropy
/// log Σ − (xₗ − m). Logarithms are natural, so log-probabilities and cross-entropy are in nats.
/// </para>
/// <para>
/// A <em>batch</em> is rows of one length, one after another. Rows do not influence each other, and a row gives the same bits wherever
/// in a batch it stands.
/// </para>
/// <list type="table">
/// <listheader><term>row</term><description>softmax · log-softmax · log-sum-exp</description></listheader>
/// <item><term>empty</term><description>empty · empty · −∞</description></item>
/// <item><term>one finite element x</term><description>1 · 0 · x</description></item>
/// <item><term>−∞ among finite elements</term><description>0 · −∞ for that element; the others as if it were absent</description></item>
/// <item><term>only −∞</term><description>NaN · NaN · −∞</description></item>
/// <item><term>+∞, one or more</term><description>NaN · NaN · +∞, in the whole row</description></item>
/// <item><term>NaN anywhere</term><description>NaN · NaN · NaN, in the whole row, also beside +∞</description></item>
/// <item><term>results below the normal range</term><description>rounded to subnormal numbers, not flushed to zero</description></item>
/// </list>
/// <para>Source: P. Blanchard, D. J. Higham, N. J. Higham, <em>Accurately computing the log-sum-exp and softmax functions</em>,
/// IMA Journal of Numerical Analysis 41 (2021).</para>
/// </remarks>
public static partial class Logits
{
}
