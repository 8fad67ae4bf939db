using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Measures how far the top class is ahead: the margin in nats, (x<sub>first</sub> − x<sub>second</sub>) / T, which is the largest logit
/// minus the second largest, divided by the temperature T.
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
/// | Exportable to ONNX | Yes (ArgMax, Equal, Where, ReduceMax, Sub, ReduceLogSumExp, Mul, Add), for vectors of known size |
/// ]]></format>
/// <para>Without a class axis, all elements of the vector are the logits of one row, whatever its shape. With
/// <see cref="ClassAxisOptions.ClassAxis"/>, the classes are along that axis, each position of the other axes is a row, and the output is a
/// vector of the positions: the shape of the input without the axis. The margin is the logarithm of the ratio of the two highest
/// probabilities: 0 when two classes tie for the lead, log 2 ≈ 0.69 when the first class is twice as probable as the second.</para>
/// <para>Log-probabilities are logits too and give the same margin. The difference between two probabilities does not have that
/// meaning.</para>
/// <para>A logit of −∞ excludes its class. A row with one finite logit has no second class, and its margin is +∞. An empty row, and a row
/// that contains NaN or +∞, or only −∞, have no softmax: the result is NaN. In a sparse row, logits that are not stored count as 0.</para>
/// <para>The output has no annotations.</para>
/// </remarks>
/// <seealso cref="MarginCatalog.Margin(TransformsCatalog, string, string, double)"/>
public sealed class MarginEstimator : LogitsEstimator<MarginTransformer>
{
    internal MarginEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new MarginTransformer(environment, settings))
    {
    }
}
