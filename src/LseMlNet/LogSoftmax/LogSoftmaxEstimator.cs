using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Turns logits into log-probabilities: y<sub>i</sub> = x<sub>i</sub>/T − log Σ<sub>j</sub> e<sup>x<sub>j</sub>/T</sup>, where T is the
/// temperature.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape |
/// | Output column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double): the type, size and shape of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (LogSoftmax), for vectors of known size |
/// ]]></format>
/// <para>Without a class axis, all elements of the vector are the logits of one row, whatever its shape. With
/// <see cref="ClassAxisOptions.ClassAxis"/>, the classes are along that axis, and each position of the other axes is a row. The result comes
/// from the logits and not from the logarithm of a probability. Classes whose probability underflows to 0 therefore keep a finite value,
/// and the value of an almost certain class is not rounded to 0. Blanchard, Higham and Higham, <i>Accurately computing the log-sum-exp and
/// softmax functions</i>, IMA Journal of Numerical Analysis 41, 2021.</para>
/// <para>A logit of −∞ excludes its class: the log-probability is −∞. A row that contains NaN or +∞, or only −∞, has no softmax: every
/// value is NaN. An empty row stays empty. In a sparse row, logits that are not stored count as 0; the output is dense.</para>
/// <para>The output keeps the input's SlotNames and TrainingLabelValues. It is not annotated as a score, because
/// <c>MulticlassClassification.Evaluate</c> would read log-probabilities as probabilities.</para>
/// </remarks>
/// <seealso cref="LogSoftmaxCatalog.LogSoftmax(TransformsCatalog, string, string, double)"/>
public sealed class LogSoftmaxEstimator : LogitsEstimator<LogSoftmaxTransformer>
{
    internal LogSoftmaxEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new LogSoftmaxTransformer(environment, settings))
    {
    }
}
