using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Turns logits into probabilities: p<sub>i</sub> = e<sup>x<sub>i</sub>/T</sup> / Σ<sub>j</sub> e<sup>x<sub>j</sub>/T</sup>, with T the temperature.</summary>
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
/// <para>All elements of the vector are the logits of one row, whatever its shape. Largest logit and normalising sum are taken per row, so that no exponential overflows: any finite logits, of whatever size, give
/// finite probabilities that sum to one. Blanchard, Higham and Higham, <i>Accurately computing the log-sum-exp and softmax functions</i>, IMA Journal of
/// Numerical Analysis 41, 2021.</para>
/// <para>A logit of −∞ is an excluded class: its probability is exactly 0. A row that holds NaN or +∞, or only −∞, has no softmax:
/// every value is NaN. An empty row stays empty. In a sparse row, a logit that is not stored is 0 and counts as such; the output is dense.
/// Such zeros are not written out but counted, so that a sparse row may differ from the same row stored densely by a few ulp.</para>
/// <para>The output carries SlotNames and TrainingLabelValues of the input, and the marks of a multiclass prediction (ScoreColumnKind,
/// ScoreValueKind, ScoreColumnSetId), so that <c>MulticlassClassification.Evaluate</c> accepts it as the score column.</para>
/// </remarks>
/// <seealso cref="SoftmaxCatalog.Softmax(TransformsCatalog, string, string, double)"/>
public sealed class SoftmaxEstimator : LogitsEstimator<SoftmaxTransformer>
{
    internal SoftmaxEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new SoftmaxTransformer(environment, settings))
    {
    }
}
