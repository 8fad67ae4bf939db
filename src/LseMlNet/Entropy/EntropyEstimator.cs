using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Measures how undecided logits are: the entropy of their softmax in nats, H(x) = −Σ<sub>i</sub> p<sub>i</sub> log p<sub>i</sub> with
/// p = softmax(x/T) and T the temperature.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape |
/// | Output column data type | [System.Single](xref:System.Single) or [System.Double](xref:System.Double): the item type of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (Softmax, LogSoftmax, Max, Mul, ReduceSum, Neg), for vectors of known size; small entropies lose digits there, for log p of a class that is nearly sure is rounded to 0 |
/// ]]></format>
/// <para>All elements of the vector are the logits of one row, whatever its shape. The entropy is 0 where one class has all the
/// probability, and log n where n classes share it. It is computed from the logits and not from rounded probabilities, so that an entropy
/// close to 0 keeps its digits. C. E. Shannon, <i>A Mathematical Theory of Communication</i>, Bell System Technical Journal 27, 1948.</para>
/// <para>Of log-probabilities the entropy is the same, as they are logits too; probabilities are none, and give a meaningless number.</para>
/// <para>A logit of −∞ is an excluded class: it adds nothing, and a row with one finite logit has entropy 0. A row that holds NaN or +∞,
/// or only −∞, and an empty row, have no softmax: NaN. In a sparse row, a logit that is not stored is 0 and counts as such.</para>
/// <para>The output carries no annotations.</para>
/// </remarks>
/// <seealso cref="EntropyCatalog.Entropy(TransformsCatalog, string, string, double)"/>
public sealed class EntropyEstimator : LogitsEstimator<EntropyTransformer>
{
    internal EntropyEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new EntropyTransformer(environment, settings))
    {
    }
}
