using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>Data views with a column "X", which holds the rows of a test, and a column "Scalar".</summary>
internal static class Rows
{
    /// <summary>Dense rows of known size.</summary>
    public static IDataView Of<T>(MLContext ml, params T[][] rows) =>
        Of(ml, rows[0].Length, Array.ConvertAll(rows, row => new VBuffer<T>(row.Length, row)));

    /// <summary>Rows of a given size; null for a size that the schema does not state.</summary>
    public static IDataView Of<T>(MLContext ml, int? size, params VBuffer<T>[] rows)
    {
        PrimitiveDataViewType item = typeof(T) == typeof(float) ? NumberDataViewType.Single : NumberDataViewType.Double;
        var schema = SchemaDefinition.Create(typeof(Row<T>));
        schema[nameof(Row<>.X)].ColumnType = size is { } known ? new VectorDataViewType(item, known) : new VectorDataViewType(item);
        return ml.Data.LoadFromEnumerable(rows.Select(row => new Row<T> { X = row }), schema);
    }

    /// <summary>All values of a vector column, one array per row.</summary>
    public static T[][] Values<T>(IDataView data, string column) =>
        [.. data.GetColumn<VBuffer<T>>(data.Schema[column]).Select(row => row.DenseValues().ToArray())];

    /// <summary>Random pictures of 28x28 gray pixels, 0 to 255.</summary>
    public static float[][] Pictures(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 784).Select(_ => (float)random.Next(256)).ToArray())];
    }
}
