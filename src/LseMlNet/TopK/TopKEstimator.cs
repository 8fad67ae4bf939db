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
/// | Exportable to ONNX | Yes (TopK; for logits also Softmax) |
/// ]]></format>
/// <para>When scores are equal, the class with the lowest index comes first. Classes excluded by a logit of −∞ come last, with probability
/// 0.
/// The stage reads the row once and keeps the k best classes in a heap; it never sorts all classes.</para>
/// <para>With <see cref="TopKOptions.ClassAxis"/>, the classes are along that axis of a tensor, and both outputs have its shape with k in
/// the place of the classes.</para>
/// <para>The key values (KeyValues) are the given labels; without labels, they are the TrainingLabelValues of the scores, otherwise their
/// SlotNames, otherwise the numbers of the classes as text, starting at 0. <c>MapKeyToValue</c> maps the keys to their values.</para>
/// <para>The stage must know what the scores mean. By default, it requires a column annotated as probabilities, such as the output of
/// <c>Softmax</c>, and returns them unchanged; for other columns, set <see cref="TopKOptions.Scores"/>. For logits, it computes the softmax
/// first; the same softmax turns log-probabilities back into probabilities.</para>
/// <para>A row that contains NaN or +∞, or only −∞, has no softmax and therefore no order: its k probabilities are NaN, and its k keys are
/// missing keys, which <c>MapKeyToValue</c> maps to empty text. The stage counts such rows, and a warning at the end of each pass over the
/// data reports how many there were. In a sparse row, scores that are not stored are 0.</para>
/// <para>Neither output is annotated as a column of a prediction, because <c>Evaluate</c> expects one score for each class.</para>
/// </remarks>
/// <seealso cref="TopKCatalog.TopK(TransformsCatalog, string, string, string, int, IReadOnlyList{string})"/>
public sealed class TopKEstimator : RowStageEstimator<TopKTransformer>
{
    internal TopKEstimator(IHostEnvironment environment, TopKSettings settings)
        : base(new TopKTransformer(environment, settings))
    {
    }

    private protected override void CheckData(IDataView input) =>
        ScoresInput.CheckTrainerScore(input, Transformer.InputColumnName, Transformer.Scores, TopKSettings.Stage);

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        SchemaShape.Column scores = ScoresInput.Find(inputSchema, Transformer.InputColumnName, TopKSettings.Stage);
        var keyValues = new SchemaShape([LabelValues.Shape(scores, Transformer.Labels is not null)]);
        yield return SchemaShapes.Column(Transformer.LabelColumnName, VectorKind.Vector, NumberDataViewType.UInt32, isKey: true, keyValues);
        yield return SchemaShapes.Column(Transformer.ProbabilityColumnName, VectorKind.Vector, scores.ItemType);
    }
}
