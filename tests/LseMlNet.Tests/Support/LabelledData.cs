using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>Data views with the columns "Logits", "Label" (a key; −1 is missing) and "Weight".</summary>
internal static class LabelledData
{
    public static IDataView Create<T>(MLContext ml, T[][] logits, int[] labels, float[]? weights = null, int[]? shape = null) =>
        Create(ml, Array.ConvertAll(logits, LogitsData.Dense), labels, weights, shape ?? [logits[0].Length]);

    public static IDataView Create<T>(MLContext ml, VBuffer<T>[] logits, int[] labels, float[]? weights, int[]? shape)
    {
        PrimitiveDataViewType item = typeof(T) == typeof(float) ? NumberDataViewType.Single : NumberDataViewType.Double;
        var schema = SchemaDefinition.Create(typeof(LabelledRow<T>));
        schema[nameof(LabelledRow<>.Logits)].ColumnType = shape is null
            ? new VectorDataViewType(item)
            : new VectorDataViewType(item, shape);
        return ml.Data.LoadFromEnumerable(
            logits.Select((row, i) => new LabelledRow<T> { Logits = row, Label = (uint)labels[i], Weight = weights?[i] ?? 1 }), schema);
    }

    public sealed class LabelledRow<T>
    {
        public VBuffer<T> Logits { get; set; }

        // The key counts from 0 here, but from 1 in a data view; a value out of range becomes the missing key.
        [KeyType(200)]
        public uint Label { get; set; }

        public float Weight { get; set; }
    }
}
