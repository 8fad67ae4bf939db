using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>
/// Data views of tensors: "Logits" of the given shape, and the label of each position as "Keys" (the missing key for −1) and as "Numbers".
/// </summary>
internal static class TensorData
{
    public static IDataView Create<T>(MLContext ml, VBuffer<T>[] logits, int[] shape, long[][] labels, int classes, int[] labelShape)
    {
        PrimitiveDataViewType item = typeof(T) == typeof(float) ? NumberDataViewType.Single : NumberDataViewType.Double;
        var schema = SchemaDefinition.Create(typeof(Row<T>));
        schema["Logits"].ColumnType = new VectorDataViewType(item, shape);
        schema["Keys"].ColumnType = new VectorDataViewType(new KeyDataViewType(typeof(uint), classes), labelShape);
        schema["Numbers"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, labelShape);
        return ml.Data.LoadFromEnumerable(logits.Zip(labels, (row, label) => new Row<T>
        {
            Logits = row,
            Keys = LogitsData.Dense(Array.ConvertAll(label, value => (uint)(value + 1))),
            Numbers = LogitsData.Dense(Array.ConvertAll(label, value => value < 0 ? float.NaN : value)),
        }), schema);
    }

    public sealed class Row<T>
    {
        public VBuffer<T> Logits { get; set; }

        public VBuffer<uint> Keys { get; set; }

        public VBuffer<float> Numbers { get; set; }
    }
}
