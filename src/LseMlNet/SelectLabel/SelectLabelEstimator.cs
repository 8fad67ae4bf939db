using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet;

/// <summary>
/// Selects the label with the highest score, argmax<sub>i</sub> x<sub>i</sub>, or the missing label when its probability is too low.
/// </summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known size, of any shape |
/// | Output column data type | [key](xref:Microsoft.ML.Data.KeyDataViewType) of [System.UInt32](xref:System.UInt32) with as many values as there are classes |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (ArgMax; with a minimum also Softmax or TopK, and Greater) |
/// ]]></format>
/// <para>Logits, log-probabilities and probabilities have the same order, so they give the same label. When scores are equal, the class
/// with the lowest index wins. Logits are the best scores to select from, because two different logits can round to the same
/// probability.</para>
/// <para>The key values (KeyValues) are the given labels; without labels, they are the TrainingLabelValues of the scores, otherwise their
/// SlotNames, otherwise the numbers of the classes as text, starting at 0. <c>MapKeyToValue</c> maps the key to its value.</para>
/// <para>With <see cref="SelectLabelOptions.ClassAxis"/>, the classes are along that axis of a tensor, and the output is a vector with a
/// key for each position of the other axes. It is not annotated as part of a prediction.</para>
/// <para>With a minimum probability p, a row whose top class has a lower probability gets the missing key, 0, which <c>MapKeyToValue</c>
/// maps to a missing value: empty text. A probability of exactly p is high enough. To compare probabilities, the stage must know what the
/// scores mean. By default, it requires a column annotated as probabilities, such as the output of <c>Softmax</c>; for other columns, set
/// <see cref="SelectLabelOptions.Scores"/>.</para>
/// <para><see cref="SelectLabelOptions.MinimumLogOdds"/> compares log(p/(1−p)) instead, from the logits; <c>RejectAbove</c> finds the
/// minimum that keeps the error rate of the labels low.</para>
/// <para>A row that contains NaN or +∞, or only −∞, has no softmax and therefore no label: it gets the missing key. The stage counts such
/// rows, and a warning at the end of each pass over the data reports how many there were. In a sparse row, scores that are not stored are
/// 0.</para>
/// <para>The output is annotated as the predicted label of a multiclass prediction (ScoreColumnKind, ScoreValueKind, ScoreColumnSetId). If
/// the scores belong to a prediction, the label becomes part of it.</para>
/// </remarks>
/// <seealso cref="SelectLabelCatalog.SelectLabel(TransformsCatalog, string, string, IReadOnlyList{string}, float)"/>
public sealed class SelectLabelEstimator : RowStageEstimator<SelectLabelTransformer>
{
    internal SelectLabelEstimator(IHostEnvironment environment, SelectLabelSettings settings)
        : base(new SelectLabelTransformer(environment, settings))
    {
    }

    private protected override void CheckData(IDataView input)
    {
        if (Transformer.MinimumProbability == 0)
        {
            return;
        }

        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            ScoresInput.CheckTrainerScore(input, pair.InputColumnName, Transformer.Scores, SelectLabelSettings.Stage);
        }
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            SchemaShape.Column scores = ScoresInput.Find(inputSchema, pair.InputColumnName, SelectLabelSettings.Stage);
            yield return LabelBinding.Shape(pair.OutputColumnName, scores, Transformer.Labels is not null, Transformer.ClassAxis is not null);
        }
    }
}
