using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Turns each logit by itself into a log-probability: log p<sub>i</sub> = −log(1 +
/// e<sup>−x<sub>i</sub>/T</sup>), where T is the temperature.
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
/// | Exportable to ONNX | Yes (Abs, Neg, Exp, Add, Log, Min, Sub), for vectors of known size |
/// ]]></format>
/// <para>Use it where <c>LogSoftmax</c> makes no sense: after a binary classifier with one logit, and after a classifier of labels that do
/// not exclude each other. Each logit is a row of its own, so a vector of one logit is allowed, and the probabilities of a row do not sum
/// to 1. The sigmoid of x is the softmax of [0, x].</para>
/// <para>No exponential overflows: the log-probability of a very negative logit is the logit, not −∞, and a log-probability close
/// to 0 keeps its digits. Blanchard, Higham and Higham, <i>Accurately computing the log-sum-exp and softmax functions</i>, IMA
/// Journal of Numerical Analysis 41, 2021.</para>
/// <para>A logit of −∞ has the log-probability −∞, and +∞ the log-probability 0. A row that contains NaN is invalid:
/// <see cref="LogitsOptions.InvalidRows"/> chooses its result. By default, NaN stays NaN, and the other logits of the row keep their
/// results. An empty row stays empty. In a sparse row, logits that are not stored count as 0; the output is dense.</para>
/// <para>The output keeps the input's SlotNames and TrainingLabelValues.</para>
/// </remarks>
/// <seealso cref="LogSigmoidCatalog.LogSigmoid(TransformsCatalog, string, string, double)"/>
public sealed class LogSigmoidEstimator : LogitsEstimator<LogSigmoidTransformer>
{
    internal LogSigmoidEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new LogSigmoidTransformer(environment, settings))
    {
    }
}
