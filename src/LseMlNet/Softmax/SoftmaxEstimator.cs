using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Turns logits into probabilities: p<sub>i</sub> = e<sup>x<sub>i</sub>/T</sup> / Σ<sub>j</sub> e<sup>x<sub>j</sub>/T</sup>, where T is the
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
/// | Exportable to ONNX | Yes (Softmax), for vectors of known size |
/// ]]></format>
/// <para>Without a class axis, all elements of the vector are the logits of one row, whatever its shape. With
/// <see cref="ClassAxisOptions.ClassAxis"/>, the classes are along that axis, and each position of the other axes is a row. The
/// largest logit of the row is subtracted first, so no exponential overflows: finite logits of any size give finite
/// probabilities that sum to one. Blanchard, Higham and Higham, <i>Accurately computing the log-sum-exp and softmax
/// functions</i>, IMA Journal of Numerical Analysis 41, 2021.</para>
/// <para>A logit of −∞ excludes its class: the probability is exactly 0. A row that contains NaN or +∞, or only −∞, has no softmax: every
/// value is NaN. An empty row stays empty. In a sparse row, logits that are not stored count as 0; the output is dense. The stage
/// counts those zeros without writing them out, so the results of a sparse row can differ from those of the same dense row by a few
/// ulp.</para>
/// <para>The output keeps the input's SlotNames and TrainingLabelValues, and gets the annotations of a multiclass prediction
/// (ScoreColumnKind, ScoreValueKind, ScoreColumnSetId), so <c>MulticlassClassification.Evaluate</c> accepts it as the score column.</para>
/// </remarks>
/// <seealso cref="SoftmaxCatalog.Softmax(TransformsCatalog, string, string, double)"/>
public sealed class SoftmaxEstimator : LogitsEstimator<SoftmaxTransformer>
{
    internal SoftmaxEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new SoftmaxTransformer(environment, settings))
    {
    }
}
