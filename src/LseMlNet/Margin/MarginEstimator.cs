using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Measures how far the first class is ahead: the margin in nats, (x<sub>first</sub> − x<sub>second</sub>) / T, the largest logit less the
/// runner-up, with T the temperature.
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
/// <para>All elements of the vector are the logits of one row, whatever its shape. The margin is the logarithm of how many times as
/// probable the first class is as the second: 0 where two share the lead, log 2 ≈ 0.69 where the first is twice as probable.</para>
/// <para>Of log-probabilities the margin is the same, as they are logits too; of probabilities it is a difference without that meaning.</para>
/// <para>A logit of −∞ is an excluded class. A row with one finite logit has the margin +∞: there is no runner-up. A row that holds NaN or
/// +∞, or only −∞, and an empty row, have no softmax: NaN. In a sparse row, a logit that is not stored is 0 and counts as such.</para>
/// <para>The output carries no annotations.</para>
/// </remarks>
/// <seealso cref="MarginCatalog.Margin(TransformsCatalog, string, string, double)"/>
public sealed class MarginEstimator : LogitsEstimator<MarginTransformer>
{
    internal MarginEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new MarginTransformer(environment, settings))
    {
    }
}
