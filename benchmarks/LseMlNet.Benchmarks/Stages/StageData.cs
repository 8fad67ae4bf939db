using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>Rows of logits as a data view, in dense or sparse vectors.</summary>
internal static class StageData
{
    public static IDataView Create(MLContext ml, float[][] rows, bool sparse) => Create(
        ml, rows.Select(row => new Row { Logits = sparse ? Sparse(row) : new VBuffer<float>(row.Length, row) }), rows[0].Length);

    public static IDataView Create(MLContext ml, IEnumerable<Row> rows, params int[] shape)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Logits)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shape);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }

    private static VBuffer<float> Sparse(float[] row)
    {
        int[] indices = [.. Enumerable.Range(0, row.Length).Where(i => row[i] != 0)];
        return new VBuffer<float>(row.Length, indices.Length, Array.ConvertAll(indices, i => row[i]), indices);
    }

    internal sealed class Row
    {
        public VBuffer<float> Logits { get; set; }
    }
}
