using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Reduces logits to their log-sum-exp: LSE(x) = log Σ<sub>j</sub> e<sup>x<sub>j</sub>/T</sup>, where T is the temperature.
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
/// | Exportable to ONNX | Yes (ReduceLogSumExp), for vectors of known size |
/// ]]></format>
/// <para>Without a class axis, all elements of the vector are the logits of one row, whatever its shape. With
/// <see cref="ClassAxisOptions.ClassAxis"/>, the classes are along that axis, each position of the other axes is a row, and the output is a
/// vector of the positions: the shape of the input without the axis. The result is m + log Σ e<sup>x−m</sup>, where m is the largest logit,
/// so no exponential overflows. Blanchard, Higham and Higham, <i>Accurately computing the log-sum-exp and softmax functions</i>, IMA
/// Journal of Numerical Analysis 41, 2021.</para>
/// <para>A logit of −∞ adds nothing. The result is −∞ for an empty row and for a row of only −∞, +∞ for a row that contains +∞, and NaN for
/// a row that contains NaN. In a sparse row, logits that are not stored count as 0.</para>
/// <para>The output has no annotations.</para>
/// </remarks>
/// <seealso cref="LogSumExpCatalog.LogSumExp(TransformsCatalog, string, string, double)"/>
public sealed class LogSumExpEstimator : LogitsEstimator<LogSumExpTransformer>
{
    internal LogSumExpEstimator(IHostEnvironment environment, LogitsSettings settings)
        : base(new LogSumExpTransformer(environment, settings))
    {
    }
}
