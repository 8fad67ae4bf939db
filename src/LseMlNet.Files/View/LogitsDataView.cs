using LseMlNet.Files.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.View;

/// <summary>
/// Files of logits as a data view with the columns Logits and, if there are labels, Label. Each cursor reads the files again.
/// </summary>
internal sealed class LogitsDataView : IDataView
{
    /// <summary>The name of the column of logits.</summary>
    public const string Logits = "Logits";

    /// <summary>The name of the column of labels.</summary>
    public const string Label = "Label";

    // With fewer rows than this for each thread, another thread costs more than it saves.
    private const int RowsPerThread = 1024;

    public LogitsDataView(LogitsSource source)
    {
        Source = source;
        var schema = new DataViewSchema.Builder();
        DataViewSchema.Annotations? slots = source is { ClassNames: { } names, ClassCount: not null } ? Names("SlotNames", names) : null;
        schema.AddColumn(Logits, new VectorDataViewType(source.IsDouble ? NumberDataViewType.Double : NumberDataViewType.Single, source.Dimensions.ToArray()), slots);
        if (source.Label is not null)
        {
            bool isKey = source is { ClassCount: not null, LabelDimensions.Count: 0 };
            DataViewType type = isKey ? new KeyDataViewType(typeof(uint), source.ClassCount!.Value)
                : source.LabelDimensions.Count == 0 ? NumberDataViewType.Int64
                : new VectorDataViewType(NumberDataViewType.Int64, source.LabelDimensions.ToArray());
            schema.AddColumn(Label, type, isKey && source.ClassNames is { } classes ? Names("KeyValues", classes) : null);
        }

        Schema = schema.ToSchema();
    }

    public LogitsSource Source { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => Source.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    /// <remarks>The cursors share one reader: a cursor that needs rows gets the next block.</remarks>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int cursors = Source.RowCount is { } rows ? (int)Math.Clamp(rows / RowsPerThread, 1, Math.Max(1, n)) : Math.Max(1, n);
        return Source.IsDouble ? LogitsCursor<double>.Create(this, columnsNeeded, cursors) : LogitsCursor<float>.Create(this, columnsNeeded, cursors);
    }

    private static DataViewSchema.Annotations Names(string kind, IReadOnlyList<string> names)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        VBuffer<ReadOnlyMemory<char>> values = new(names.Count, [.. names.Select(name => name.AsMemory())]);
        annotations.Add(kind, new VectorDataViewType(TextDataViewType.Instance, names.Count), (ref VBuffer<ReadOnlyMemory<char>> value) => values.CopyTo(ref value));
        return annotations.ToAnnotations();
    }
}
