using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>Turns the label that a model predicts into a key, whose values are the classes that the model names.</summary>
internal abstract class LabelKeys
{
    public abstract KeyDataViewType Type { get; }

    /// <summary>Creates the keys of an output; null if the classes are not of its type.</summary>
    public static LabelKeys? Create(ModelTensor tensor, Array classes) => (classes, tensor.Element.ItemType) switch
    {
        (string[] texts, TextDataViewType item) => new LabelKeys<ReadOnlyMemory<char>, string>(
            tensor, item, Array.ConvertAll(texts, text => text.AsMemory()), value => value.ToString()),
        (long[] numbers, NumberDataViewType item) when item == NumberDataViewType.Int64 =>
            new LabelKeys<long, long>(tensor, item, numbers, value => value),
        _ => null,
    };

    public abstract void AddValues(DataViewSchema.Annotations.Builder annotations);

    public abstract SchemaShape.Column ValuesShape();

    /// <summary>Turns a getter of the label into a getter of its key.</summary>
    public abstract Delegate Wrap(Delegate getter);
}

/// <inheritdoc/>
internal sealed class LabelKeys<T, TComparable>(
    ModelTensor tensor, PrimitiveDataViewType itemType, T[] classes, Func<T, TComparable> comparable) : LabelKeys
    where TComparable : notnull
{
    // A class that is named twice keeps its first key.
    private readonly Dictionary<TComparable, uint> _keys =
        classes.Select((value, index) => (Value: comparable(value), Key: (uint)index + 1)).DistinctBy(pair => pair.Value)
            .ToDictionary(pair => pair.Value, pair => pair.Key);

    public override KeyDataViewType Type { get; } = LabelValues.KeyType(classes.Length);

    public override void AddValues(DataViewSchema.Annotations.Builder annotations)
    {
        var values = new VBuffer<T>(classes.Length, classes);
        annotations.Add(
            AnnotationKinds.KeyValues, new VectorDataViewType(itemType, classes.Length), (ref VBuffer<T> value) =>
                values.CopyTo(ref value));
    }

    public override SchemaShape.Column ValuesShape() => SchemaShapes.Column(AnnotationKinds.KeyValues, VectorKind.Vector, itemType);

    public override Delegate Wrap(Delegate getter)
    {
        Func<T> read = getter is ValueGetter<T> scalar ? () => Read(scalar) : Vector((ValueGetter<VBuffer<T>>)getter);
        return (ValueGetter<uint>)((ref uint key) =>
        {
            T label = read();
            key = _keys.TryGetValue(comparable(label), out uint found)
                ? found
                : throw new InvalidOperationException(
                    FormattableString.Invariant($"{OnnxModel.Stage}: {tensor.Label} is '{label}', which is none of the {classes.Length} classes that the model names. ") +
                    "Export the model again, or use another output.");
        });
    }

    private static T Read(ValueGetter<T> get)
    {
        T value = default!;
        get(ref value);
        return value;
    }

    private static Func<T> Vector(ValueGetter<VBuffer<T>> get)
    {
        VBuffer<T> row = default;
        return () =>
        {
            get(ref row);
            return row.GetItemOrDefault(0);
        };
    }
}
