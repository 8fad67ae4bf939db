using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// The annotations of an output with a value for each class: the class names of the input and, for probabilities, the annotations by which
/// ML.NET's scorers and evaluators recognize a multiclass prediction. Log-probabilities do not get these, because <c>Evaluate</c> would
/// read them as probabilities. Probabilities that do not sum to 1 are only marked as probabilities. IsNormalized is never set, because in
/// ML.NET it describes features that are scaled for a trainer.
/// </summary>
internal static class ClassAnnotations
{
    private static bool NamesClasses(string kind) => kind is AnnotationKinds.SlotNames or AnnotationKinds.TrainingLabelValues;

    /// <param name="predictions">The predictions of the schema that the stage was bound to.</param>
    /// <param name="input">The column of logits.</param>
    /// <param name="result">What the output holds.</param>
    /// <param name="ordinal">The number of columns that the stage adds before this one.</param>
    public static DataViewSchema.Annotations Of(PredictionSets predictions, DataViewSchema.Column input, LogitsResult result, int ordinal)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, NamesClasses);
        if (result == LogitsResult.Probabilities)
        {
            AddPrediction(annotations, predictions, input, AnnotationKinds.Probability, ordinal);
        }
        else if (result == LogitsResult.IndependentProbabilities)
        {
            AddText(annotations, AnnotationKinds.ScoreValueKind, AnnotationKinds.Probability);
        }

        return annotations.ToAnnotations();
    }

    public static SchemaShape Of(SchemaShape.Column input, LogitsResult result)
    {
        IEnumerable<SchemaShape.Column> annotations = input.Annotations.Where(column => NamesClasses(column.Name));
        return new SchemaShape(result switch
        {
            LogitsResult.Probabilities => annotations.Concat(PredictionShape()),
            LogitsResult.IndependentProbabilities => annotations.Append(ValueKindShape()),
            _ => annotations,
        });
    }

    /// <summary>
    /// Adds the annotations that ML.NET's own scorers set. ML.NET recognizes a column of a multiclass prediction by them.
    /// </summary>
    /// <param name="annotations">The builder to which they are added.</param>
    /// <param name="predictions">The predictions of the schema that the stage was bound to.</param>
    /// <param name="input">The column that the output is computed from. If it belongs to a prediction, the output joins it.</param>
    /// <param name="valueKind">What the column holds: a value of <see cref="AnnotationKinds.ScoreValueKind"/>.</param>
    /// <param name="ordinal">The number of columns that the stage adds before this one; each may start a prediction of its own.</param>
    public static void AddPrediction(
        DataViewSchema.Annotations.Builder annotations, PredictionSets predictions, DataViewSchema.Column input, string valueKind,
        int ordinal)
    {
        uint setId = predictions.IdOf(input, ordinal);
        annotations.Add(AnnotationKinds.ScoreColumnSetId, PredictionSets.IdType, (ref uint value) => value = setId);
        AddText(annotations, AnnotationKinds.ScoreColumnKind, AnnotationKinds.MulticlassClassification);
        AddText(annotations, AnnotationKinds.ScoreValueKind, valueKind);
    }

    /// <summary>The shape of the annotations that <see cref="AddPrediction"/> adds.</summary>
    public static SchemaShape.Column[] PredictionShape() =>
    [
        SchemaShapes.Column(AnnotationKinds.ScoreColumnSetId, VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true),
        SchemaShapes.Column(AnnotationKinds.ScoreColumnKind, VectorKind.Scalar, TextDataViewType.Instance),
        ValueKindShape(),
    ];

    private static SchemaShape.Column ValueKindShape() =>
        SchemaShapes.Column(AnnotationKinds.ScoreValueKind, VectorKind.Scalar, TextDataViewType.Instance);

    private static void AddText(DataViewSchema.Annotations.Builder annotations, string kind, string text) =>
        annotations.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
}
