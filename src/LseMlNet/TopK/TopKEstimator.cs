using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Lists the k most probable classes of each row: their labels and their probabilities, highest first.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known size, of any shape |
/// | Output column data types | Vector of k [keys](xref:Microsoft.ML.Data.KeyDataViewType) of [System.UInt32](xref:System.UInt32), and a vector of k probabilities of the item type of the input |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | No: ConvertToOnnx is refused with the reason |
/// ]]></format>
/// <para>Of equal scores the class with the lowest index comes first. Classes that are excluded by a logit of −∞ come last, with
/// probability 0. The row is read once and the k best are kept in a heap: the classes are never sorted.</para>
/// <para>The keys' values (KeyValues) are the labels given, else the TrainingLabelValues of the scores, else their SlotNames, else the
/// numbers of the classes as texts, from 0. <c>MapKeyToValue</c> turns the keys into them.</para>
/// <para>The stage must know what the scores are: it believes the annotation of <c>Softmax</c>'s output and gives those probabilities as
/// they are, refuses a column without it, and takes your word in <see cref="TopKOptions.Scores"/>. Of logits it computes the softmax
/// first; of log-probabilities, too, that gives the probabilities.</para>
/// <para>A row that holds NaN or +∞, or only −∞, has no softmax and so no order: it gets k missing keys, which <c>MapKeyToValue</c> shows
/// as empty texts, and NaN. Such rows are counted, and a warning at the end of each pass over the data says how many there were. In a
/// sparse row, a score that is not stored is 0.</para>
/// <para>Neither output is marked as a column of a prediction: <c>Evaluate</c> wants one score for each class.</para>
/// </remarks>
/// <seealso cref="TopKCatalog.TopK(TransformsCatalog, string, string, string, int, IReadOnlyList{string})"/>
public sealed class TopKEstimator : RowStageEstimator<TopKTransformer>
{
    internal TopKEstimator(IHostEnvironment environment, TopKSettings settings)
        : base(new TopKTransformer(environment, settings))
    {
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        SchemaShape.Column scores = ScoresInput.Find(inputSchema, Transformer.InputColumnName, TopKSettings.Stage);
        var keyValues = new SchemaShape([LabelValues.Shape(scores, Transformer.Labels is not null)]);
        yield return SchemaShapes.Column(Transformer.LabelColumnName, VectorKind.Vector, NumberDataViewType.UInt32, isKey: true, keyValues);
        yield return SchemaShapes.Column(Transformer.ProbabilityColumnName, VectorKind.Vector, scores.ItemType);
    }
}
