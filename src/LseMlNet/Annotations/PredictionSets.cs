using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The predictions in a schema. ML.NET distinguishes them by the ScoreColumnSetId of their columns.</summary>
internal sealed class PredictionSets(DataViewSchema schema)
{
    /// <summary>The type of the id in ML.NET's own scorers.</summary>
    public static readonly KeyDataViewType IdType = new(typeof(uint), int.MaxValue);

    // The highest id is computed once for all columns that a stage adds, because computing it visits every column of the schema.
    private readonly Lazy<uint> _highest = new(() => schema.Max(column => Find(column) ?? 0));

    /// <summary>The id of the prediction that a column belongs to, or a new id if it belongs to none.</summary>
    /// <param name="column">The column that the output is computed from.</param>
    /// <param name="ordinal">The number of columns that the stage adds before the output; each may start a prediction of its own.</param>
    public uint IdOf(DataViewSchema.Column column, int ordinal) => Find(column) ?? _highest.Value + 1 + (uint)ordinal;

    private static uint? Find(DataViewSchema.Column column)
    {
        DataViewSchema.Column? annotation = column.Annotations.Schema.GetColumnOrNull(AnnotationKinds.ScoreColumnSetId);
        if (annotation?.Type is not KeyDataViewType { RawType: var rawType } || rawType != typeof(uint))
        {
            return null;
        }

        uint id = 0;
        column.Annotations.GetValue(AnnotationKinds.ScoreColumnSetId, ref id);
        return id;
    }
}
