using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds the column of true classes: a key, or, for logits with a class axis, a vector of keys or numbers.</summary>
internal static class LabelInput
{
    /// <summary>The value that stands for the missing key.</summary>
    public const int Missing = -1;

    private const string Expected = "a key, as the label";

    private const string Hint = "MapValueToKey turns text and numbers into keys.";

    private const string TensorHint = "Give it the shape of the logits without the axis of the classes.";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a label for such logits.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage, ClassShape logits)
    {
        string expected = logits.Axis is null ? Expected : TensorOf($"Vector<…, {string.Join(", ", logits.PositionDimensions)}>");
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(
            stage, name, expected, schema, "labelColumnName");
        return logits.Axis is null
            ? column.Type is KeyDataViewType ? column : throw InputColumn.WrongType(stage, name, expected, column, Hint)
            : Fits(column.Type, logits) ? column : throw InputColumn.WrongType(stage, name, expected, column, TensorHint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string, ClassShape)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage, bool isTensor)
    {
        string expected = isTensor ? TensorOf("a vector") : Expected;
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(
            stage, name, expected, shape, "labelColumnName");
        bool fits = isTensor
            ? column.Kind == VectorKind.Vector && (column.IsKey || column.ItemType is NumberDataViewType)
            : column.Kind == VectorKind.Scalar && column.IsKey;
        return fits ? column : throw InputColumn.WrongType(stage, name, expected, column, isTensor ? TensorHint : Hint);
    }

    private static string TensorOf(string type) => $"{type} of keys or numbers, as the label of each position";

    // Dimensions of 1 do not matter, and for a flat vector, only the size must match.
    private static bool Fits(DataViewType label, ClassShape logits) =>
        label is VectorDataViewType { IsKnownSize: true, ItemType: KeyDataViewType or NumberDataViewType } vector
        && vector.Size == logits.PositionCount
        && (vector.Dimensions.Length == 1
            || vector.Dimensions.Where(size => size > 1).SequenceEqual(logits.PositionDimensions.Where(size => size > 1)));
}
