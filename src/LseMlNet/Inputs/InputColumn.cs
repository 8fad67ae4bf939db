using Microsoft.ML;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// Creates the errors about input columns that a stage cannot read. The exception type and parameter name
/// are the same as in ML.NET's own transforms.
/// </summary>
internal static class InputColumn
{
    public static ArgumentOutOfRangeException Missing(
        string stage, string name, string expected, DataViewSchema schema, string parameter = "inputColumnName") =>
        Missing(stage, name, expected, from column in schema where !column.IsHidden select column.Name, parameter);

    public static ArgumentOutOfRangeException Missing(
        string stage, string name, string expected, SchemaShape shape, string parameter = "inputColumnName") =>
        Missing(stage, name, expected, from column in shape select column.Name, parameter);

    public static ArgumentOutOfRangeException WrongType(
        string stage, string name, string expected, DataViewSchema.Column found, string hint) =>
        WrongType(stage, name, expected, found.Type.ToString()!, hint);

    public static ArgumentOutOfRangeException WrongType(
        string stage, string name, string expected, SchemaShape.Column found, string hint) =>
        WrongType(stage, name, expected, TypeName(found), hint);

    public static ArgumentOutOfRangeException Mismatch(string message) => new("inputSchema", message);

    /// <summary>Finds a column in the shape of a schema; null if there is none.</summary>
    public static SchemaShape.Column? Find(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(other => other.Name == name);
        return column.Name is null ? null : column;
    }

    private static ArgumentOutOfRangeException Missing(
        string stage, string name, string expected, IEnumerable<string> available, string parameter) => Mismatch(
        $"{stage}: there is no input column '{name}'; expected {expected}. The columns are: {string.Join(", ", available)}. " +
        $"Pass one of them as {parameter}, or add the column earlier in the pipeline.");

    private static ArgumentOutOfRangeException WrongType(string stage, string name, string expected, string found, string hint) =>
        Mismatch($"{stage}: input column '{name}' is {found}; expected {expected}. {hint}");

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind == VectorKind.Scalar ? item : $"Vector<{item}>";
    }
}
