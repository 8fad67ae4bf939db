using System.Diagnostics.CodeAnalysis;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>Finds the column that is fed to a model, in the schema of data or in the shape of a schema to come.</summary>
internal static class ModelInput
{
    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a vector that the model takes.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, ModelTensor input)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column is null)
            throw NoSuchColumn(name, input, from other in schema where !other.IsHidden select other.Name);
        if (column.Value.Type is not VectorDataViewType vector || !vector.ItemType.Equals(input.ItemType))
            throw WrongType(name, input, column.Value.Type.ToString()!);
        if (vector.IsKnownSize && vector.Size != input.RowLength)
        {
            throw SchemaMismatch($"{OnnxModel.Stage}: {WrongLength(name, input, vector.Size)} " +
                "Give the column that the model was made for, or bring it to that size earlier in the pipeline.");
        }
        return column.Value;
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, ModelTensor)"/>
    public static void Check(SchemaShape shape, string name, ModelTensor input)
    {
        if (!shape.TryFindColumn(name, out SchemaShape.Column column))
            throw NoSuchColumn(name, input, from other in shape select other.Name);
        if (column.Kind == VectorKind.Scalar || column.IsKey || !column.ItemType.Equals(input.ItemType))
            throw WrongType(name, input, TypeName(column));
    }

    /// <summary>That a vector has not the size that the model wants.</summary>
    public static string WrongLength(string column, ModelTensor input, int length) =>
        $"{input.Label} wants {input.Shape} = {input.RowLength} elements a row, column '{column}' has {length}.";

    private static string Wanted(ModelTensor input) =>
        $"a vector of {input.ItemType} for {input.Label}, {input.Shape} = {input.RowLength} elements a row";

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind == VectorKind.Scalar ? item : $"Vector<{item}>";
    }

    private static ArgumentOutOfRangeException NoSuchColumn(string name, ModelTensor input, IEnumerable<string> available) => SchemaMismatch(
        $"{OnnxModel.Stage}: there is no input column '{name}'; wanted {Wanted(input)}. The columns are: {string.Join(", ", available)}. " +
        "Give one of them as inputColumnName, or add the column earlier in the pipeline.");

    private static ArgumentOutOfRangeException WrongType(string name, ModelTensor input, string found) => SchemaMismatch(
        $"{OnnxModel.Stage}: input column '{name}' is {found}; wanted {Wanted(input)}. " +
        "Scalars are joined by Concatenate, other number types turned by ConvertType.");

    [SuppressMessage("Usage", "CA2208", Justification = "Exception type and parameter name are those that in-box transforms throw.")]
    private static ArgumentOutOfRangeException SchemaMismatch(string message) => new("inputSchema", message);
}
