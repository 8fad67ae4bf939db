using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>Data views with a column "Logits", which holds the rows of the test, and a column "Id", which numbers them.</summary>
internal static class LogitsData
{
    public static IDataView Create<T>(MLContext ml, IReadOnlyList<VBuffer<T>> rows, int[]? shape, string[]? slotNames = null)
    {
        PrimitiveDataViewType item = typeof(T) == typeof(float) ? NumberDataViewType.Single : NumberDataViewType.Double;
        var schema = SchemaDefinition.Create(typeof(LogitsRow<T>));
        schema[nameof(LogitsRow<>.Logits)].ColumnType = shape is null ? new VectorDataViewType(item) : new VectorDataViewType(item, shape);
        if (slotNames is not null)
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(slotNames.Length, Array.ConvertAll(slotNames, name => name.AsMemory()));
            schema[nameof(LogitsRow<>.Logits)].AddAnnotation(
                "SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, slotNames.Length));
        }
        return ml.Data.LoadFromEnumerable(rows.Select((row, i) => new LogitsRow<T> { Logits = row, Id = i }), schema);
    }

    /// <summary>Dense rows of known size.</summary>
    public static IDataView Dense<T>(MLContext ml, params T[][] rows) =>
        Create(ml, Array.ConvertAll(rows, Dense), [rows[0].Length]);

    public static VBuffer<T> Dense<T>(T[] row) => new(row.Length, row);

    /// <summary>The same row without its zeros.</summary>
    public static VBuffer<T> Sparse<T>(T[] row)
        where T : IEquatable<T>
    {
        int[] indices = [.. Enumerable.Range(0, row.Length).Where(i => !row[i].Equals(default(T)!))];
        return new VBuffer<T>(row.Length, indices.Length, Array.ConvertAll(indices, i => row[i]), indices);
    }

    /// <summary>All values of a column, one array for each row; a scalar is an array of one.</summary>
    public static T[][] Values<T>(IDataView data, string column) =>
        data.Schema[column].Type is VectorDataViewType
            ? [.. data.GetColumn<VBuffer<T>>(data.Schema[column]).Select(row => row.DenseValues().ToArray())]
            : [.. data.GetColumn<T>(data.Schema[column]).Select(value => new[] { value })];
}
