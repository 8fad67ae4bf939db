using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// Finds the score column that a stage selects labels from: a vector of known size that holds a logit, log-probability or probability
/// for each class.
/// </summary>
internal static class ScoresInput
{
    private const string Expected = "a vector of Single or Double of known size, with one slot for each class";

    private const int RowsToLookAt = 8;

    private const string Hint = "NameClasses sets the class names and with them the size.";

    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such column, or it is not a vector of Single or Double of known size.
    /// </exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = LogitsInput.Find(schema, name, stage);
        return ((VectorDataViewType)column.Type).IsKnownSize ? column : throw InputColumn.WrongType(stage, name, Expected, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = LogitsInput.Find(shape, name, stage);
        return column.Kind == VectorKind.Vector
            ? column
            : throw InputColumn.Mismatch(
                $"{stage}: input column '{name}' is Vector<{column.ItemType}> of unknown size; expected {Expected}. {Hint}");
    }

    public static void CheckMeaning(ScoreMeaning chosen, string stage)
    {
        if (!Enum.IsDefined(chosen))
        {
            throw new ArgumentOutOfRangeException("scores",
                $"{stage}: Scores is {chosen}; expected one of {string.Join(", ", Enum.GetNames<ScoreMeaning>())}.");
        }
    }

    /// <summary>Returns what the column holds, according to the user's choice or to its annotation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The user chose to rely on the annotation, but it is not "Probability".</exception>
    public static ScoreMeaning MeaningOf(DataViewSchema.Column column, ScoreMeaning chosen, string stage)
    {
        if (chosen != ScoreMeaning.FromAnnotation)
        {
            return chosen;
        }

        string? kind = ValueKind(column);
        if (kind == AnnotationKinds.Probability)
        {
            return ScoreMeaning.Probabilities;
        }

        if (kind == AnnotationKinds.Score)
        {
            throw InputColumn.Mismatch(
                $"{stage}: input column '{column.Name}' is the score of a trainer, which can be probabilities or logits; expected " +
                "probabilities. " +
                $"Set Scores in {stage}Options to what the trainer writes: {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Probabilities)} " +
                $"for SdcaMaximumEntropy, LightGbm and most others, {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Logits)} for " +
                "SdcaNonCalibrated and NaiveBayes.");
        }

        throw InputColumn.Mismatch(
            $"{stage}: input column '{column.Name}' " +
            $"{(kind is null ? "has no annotation that says what it holds" : $"is annotated as '{kind}'")}; " +
            $"expected probabilities, marked by the annotation {AnnotationKinds.ScoreValueKind}. " +
            $"Use the output of Softmax, or set Scores in {stage}Options to what the column holds: " +
            $"{nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Logits)} or " +
            $"{nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Probabilities)}.");
    }

    /// <summary>
    /// Refuses a trainer's score if the user has not set its meaning. Unlike <see cref="MeaningOf"/>, this method has data,
    /// and its advice depends on the first rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The annotation does not show what the column holds.</exception>
    public static void CheckTrainerScore(IDataView data, string name, ScoreMeaning chosen, string stage)
    {
        if (chosen != ScoreMeaning.FromAnnotation || data.Schema.GetColumnOrNull(name) is not { Type: VectorDataViewType type } column
            || ValueKind(column) != AnnotationKinds.Score)
        {
            return;
        }

        (int rows, bool areProbabilities) = type.ItemType == NumberDataViewType.Double
            ? Look<double>(data, column)
            : Look<float>(data, column);
        if (rows > 0)
        {
            throw InputColumn.Mismatch(
                $"{stage}: input column '{name}' is the score of a trainer, and its first rows {(areProbabilities ? "are" : "are not")} " +
                $"nonnegative with a sum of 1; expected a column marked as probabilities. " + (areProbabilities
                    ? $"If it holds probabilities, set Scores in {stage}Options to " +
                        $"{nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Probabilities)}; do not use Softmax."
                    : $"If it holds logits, set Scores in {stage}Options to {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Logits)}, or use " +
                        "the output of Softmax."));
        }
    }

    private static (int Rows, bool AreProbabilities) Look<T>(IDataView data, DataViewSchema.Column column)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        VBuffer<T>[] rows = [.. data.GetColumn<VBuffer<T>>(column).Take(RowsToLookAt)];
        return (rows.Length, Array.TrueForAll(rows, row => ProbabilityRows.Look(row.GetValues())));
    }

    /// <summary>The kind of values according to the annotation of a column; null if there is no annotation.</summary>
    public static string? ValueKind(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreValueKind)?.Type is not TextDataViewType)
        {
            return null;
        }

        ReadOnlyMemory<char> kind = default;
        column.Annotations.GetValue(AnnotationKinds.ScoreValueKind, ref kind);
        return kind.ToString();
    }
}
