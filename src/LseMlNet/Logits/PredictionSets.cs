using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>The predictions whose columns a schema holds: ML.NET tells them apart by the ScoreColumnSetId of their columns.</summary>
internal sealed class PredictionSets(DataViewSchema schema)
{
    /// <summary>The type that in-box scorers give the id.</summary>
    public static readonly KeyDataViewType IdType = new(typeof(uint), int.MaxValue);

    // Once for all columns that a stage adds: it asks each column of the schema.
    private readonly Lazy<uint> _highest = new(() => schema.Max(column => Find(column) ?? 0));

    /// <summary>The prediction that a column belongs to, or a new one where it belongs to none.</summary>
    /// <param name="column">The column that something is made from.</param>
    /// <param name="ordinal">The number of columns that the stage adds before, each of which may begin a prediction.</param>
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
