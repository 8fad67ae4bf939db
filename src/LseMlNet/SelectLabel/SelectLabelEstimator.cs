using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Selects the label of the highest score: argmax<sub>i</sub> x<sub>i</sub>, or none where its probability is too low.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known size, of any shape |
/// | Output column data type | [key](xref:Microsoft.ML.Data.KeyDataViewType) of [System.UInt32](xref:System.UInt32) with as many values as there are classes |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (ArgMax; where a least probability is asked for, Softmax and Greater) |
/// ]]></format>
/// <para>Logits, log-probabilities and probabilities have the same order, and so the same label. Of equal scores the class with the lowest
/// index wins. Logits are the better thing to select from: two that differ can round to the same probability.</para>
/// <para>The key's values (KeyValues) are the labels given, else the TrainingLabelValues of the scores, else their SlotNames, else the
/// numbers of the classes as texts, from 0. <c>MapKeyToValue</c> turns the key into them.</para>
/// <para>With a least probability p, a row whose first class has less gets the missing key, 0, which <c>MapKeyToValue</c> shows as
/// missing: an empty text. A probability of exactly p is enough. For that the stage must know what the scores are: it believes the
/// annotation of <c>Softmax</c>'s output, refuses a column without it, and takes your word in <see cref="SelectLabelOptions.Scores"/>.</para>
/// <para>A row that holds NaN or +∞, or only −∞, has no softmax and so no label: it gets the missing key. Such rows are counted, and a
/// warning at the end of each pass over the data says how many there were. In a sparse row, a score that is not stored is 0.</para>
/// <para>The output is marked as the predicted label of a multiclass prediction (ScoreColumnKind, ScoreValueKind, ScoreColumnSetId), that
/// of its scores where they belong to one.</para>
/// </remarks>
/// <seealso cref="SelectLabelCatalog.SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)"/>
public sealed class SelectLabelEstimator : RowStageEstimator<SelectLabelTransformer>
{
    internal SelectLabelEstimator(IHostEnvironment environment, SelectLabelSettings settings)
        : base(new SelectLabelTransformer(environment, settings))
    {
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            SchemaShape.Column scores = ScoresInput.Find(inputSchema, pair.InputColumnName, SelectLabelSettings.Stage);
            var annotations = new SchemaShape([LabelValues.Shape(scores, Transformer.Labels is not null), .. ClassAnnotations.PredictionShape()]);
            yield return SchemaShapes.Column(pair.OutputColumnName, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, annotations);
        }
    }
}
