using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Measures how uncertain logits are: the entropy of their softmax in nats, H(x) = −Σ<sub>i</sub> p<sub>i</sub> log p<sub>i</sub> with
/// p = softmax(x/T), where T is the temperature.
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
/// | Exportable to ONNX | Yes (Softmax, LogSoftmax, Max, Mul, ReduceSum, Neg), for vectors of known size; small entropies lose digits in
/// ONNX, because log p of an almost certain class is rounded to 0 |
/// ]]></format>
/// <para>Without a class axis, all elements of the vector are the logits of one row, whatever its shape. With
/// <see cref="ClassAxisOptions.ClassAxis"/>, the classes are along that axis, each position of the other axes is a row, and the output is a
/// vector of the positions: the shape of the input without the axis. The entropy is 0 when one class has all the probability, and log n
/// when n classes share it equally. It is computed from the logits and not from rounded probabilities, so an entropy close to 0 keeps its
/// precision. C. E. Shannon, <i>A Mathematical Theory of Communication</i>, Bell System Technical Journal 27, 1948.</para>
/// <para>Log-probabilities are logits too and give the same entropy. Probabilities are not logits: their result has no meaning.</para>
/// <para>A logit of −∞ excludes its class and adds nothing; a row with one finite logit has entropy 0. A row that is empty, contains
/// NaN or +∞, or contains only −∞ has no softmax: the result is NaN. In a sparse row, logits that are not stored count as 0.</para>
/// <para>The output has no annotations.</para>
/// </remarks>
/// <seealso cref="EntropyCatalog.Entropy(TransformsCatalog, string, string, double)"/>
public sealed class EntropyEstimator : LogitsEstimator<EntropyTransformer>
{
    internal EntropyEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new EntropyTransformer(environment, settings))
    {
    }
}
