using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Names the classes of a column of logits or other scores, so that a pipeline states the names in one place.</summary>
/// <remarks>
/// <format type="text/markdown"><![CDATA[
/// ### Estimator Characteristics
/// |  |  |
/// | -- | -- |
/// | Does this estimator need to look at the data to train its parameters? | No |
/// | Input column data type | Vector of [System.Single](xref:System.Single) or [System.Double](xref:System.Double), dense or sparse, of known or unknown size, of any shape |
/// | Output column data type | The type, size and shape of the input; an unknown size becomes the number of names |
/// | Required NuGet in addition to Microsoft.ML | LseMlNet |
/// | Exportable to ONNX | Yes (Identity), for vectors of known size; ONNX cannot store the names |
/// ]]></format>
/// <para>The names become the column's SlotNames, which ML.NET's own stages and viewers show, and its TrainingLabelValues, which ML.NET's
/// scorers use as the values of a predicted label. All other annotations of the input stay. <c>Softmax</c> and <c>LogSoftmax</c> pass both
/// on; <c>SelectLabel</c> and <c>TopK</c> use them as labels.</para>
/// <para>With a class axis, the names belong to that axis, and their number is its length. They are stored only as TrainingLabelValues,
/// because SlotNames name every single value. Later stages with the same axis find them there.</para>
/// <para>The values are passed through unchanged, without a copy. If the size of the input is unknown, a row whose number of values differs
/// from the number of names ends the pass with an <see cref="InvalidOperationException"/>.</para>
/// </remarks>
/// <seealso cref="NameClassesCatalog.NameClasses(TransformsCatalog, string, IReadOnlyList{string}, string, int?)"/>
public sealed class NameClassesEstimator : RowStageEstimator<NameClassesTransformer>
{
    internal NameClassesEstimator(
        IHostEnvironment environment, InputOutputColumnPair[] columns, IReadOnlyList<string> classNames, int? classAxis)
        : base(new NameClassesTransformer(environment, columns, classNames, classAxis))
    {
    }

    private protected override IEnumerable<SchemaShape.Column> OutputColumns(SchemaShape inputSchema)
    {
        SchemaShape.Column[] names = Array.ConvertAll(
            Transformer.AddedKinds, kind => SchemaShapes.Column(kind, VectorKind.Vector, TextDataViewType.Instance));
        foreach (InputOutputColumnPair pair in Transformer.Columns)
        {
            SchemaShape.Column input = LogitsInput.Find(inputSchema, pair.InputColumnName, NameClassesTransformer.Stage);
            var kept = new SchemaShape(input.Annotations.Where(column => !NameClassesTransformer.IsReplaced(column.Name)));
            yield return SchemaShapes.Column(pair.OutputColumnName, VectorKind.Vector, input.ItemType, annotations: kept.With(names));
        }
    }
}
