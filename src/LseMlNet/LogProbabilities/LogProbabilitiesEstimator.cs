using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>Turns probabilities into logits: x<sub>i</sub> = log p<sub>i</sub>.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape |
/// | Output column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double): the type, size and shape of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (Max, Min, Log, Sqrt, Sub, Add, Mul), for vectors of known size |
/// ]]></format>
/// <para>Log-probabilities are logits: their softmax is the probabilities again. Many ML.NET trainers write probabilities into
/// <c>Score</c>, and this stage converts them for the stages that expect logits. To get log-probabilities from logits, use
/// <c>LogSoftmax</c>, which is more accurate.</para>
/// <para>A probability of 0 counts as the smallest normal number of its type, so that its logarithm is −87.3 (Single) or −708.4 (Double)
/// and not −∞. Such a probability has usually underflowed, and −∞ would exclude its class and make the log-loss of a row infinite.</para>
/// <para>A number that is negative, greater than 1.001 or NaN is not a probability: its logarithm is NaN, the stage counts the row, and a
/// warning at the end of each pass over the data reports how many there were. The probabilities of a row need not sum to 1. An empty row
/// stays empty. In a sparse row, probabilities that are not stored are 0; the output is dense.</para>
/// <para>The output keeps the input's SlotNames and TrainingLabelValues. It is not annotated as a score, because
/// <c>MulticlassClassification.Evaluate</c> would read log-probabilities as probabilities.</para>
/// </remarks>
/// <seealso cref="LogProbabilitiesCatalog.LogProbabilities(TransformsCatalog, string, string)"/>
public sealed class LogProbabilitiesEstimator : RowStageEstimator<LogProbabilitiesTransformer>
{
    internal LogProbabilitiesEstimator(IHostEnvironment environment, InputOutputColumnPair[] columns)
        : base(new LogProbabilitiesTransformer(environment, columns))
    {
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            SchemaShape.Column input = LogitsInput.Find(inputSchema, pair.InputColumnName, LogProbabilitiesTransformer.Stage);
            yield return SchemaShapes.Column(
                pair.OutputColumnName, input.Kind, input.ItemType, annotations: ClassAnnotations.Of(input, LogitsResult.LogProbabilities));
        }
    }
}
