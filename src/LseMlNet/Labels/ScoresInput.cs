using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds the column of scores that labels are chosen by: a logit, log-probability or probability for each class, whose number is known.</summary>
internal static class ScoresInput
{
    private const string Wanted = "a vector of Single or of Double of known size, one slot for each class";

    private const string Hint = "NameClasses gives it names, and so a size.";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a vector of Single or Double of known size.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column column = LogitsInput.Find(schema, name, stage);
        return ((VectorDataViewType)column.Type).IsKnownSize ? column : throw InputColumn.WrongType(stage, name, Wanted, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = LogitsInput.Find(shape, name, stage);
        return column.Kind == VectorKind.Vector
            ? column
            : throw InputColumn.Mismatch($"{stage}: input column '{name}' is Vector<{column.ItemType}> of unknown size; wanted {Wanted}. {Hint}");
    }

    public static void CheckMeaning(ScoreMeaning chosen, string stage)
    {
        if (!Enum.IsDefined(chosen))
        {
            throw new ArgumentOutOfRangeException("scores",
                $"{stage}: Scores is {chosen}; wanted {string.Join(", ", Enum.GetNames<ScoreMeaning>())}.");
        }
    }

    /// <summary>What the column holds, by the user's word or by its annotation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The user left it to the annotation, and that does not say "Probability".</exception>
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

        throw InputColumn.Mismatch(
            $"{stage}: input column '{column.Name}' {(kind is null ? "does not say what it holds" : $"says that it holds '{kind}'")}; " +
            $"wanted probabilities, marked as such by {AnnotationKinds.ScoreValueKind}. Give the output of Softmax, or say in {stage}Options " +
            $"what the column holds: {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Logits)} or {nameof(ScoreMeaning)}.{nameof(ScoreMeaning.Probabilities)}.");
    }

    private static string? ValueKind(DataViewSchema.Column column)
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
