using Microsoft.ML;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>What a stage says of an input column that it cannot read; type and parameter name are those that in-box transforms throw.</summary>
internal static class InputColumn
{
    public static ArgumentOutOfRangeException Missing(string stage, string name, string wanted, DataViewSchema schema, string parameter = "inputColumnName") =>
        Missing(stage, name, wanted, from column in schema where !column.IsHidden select column.Name, parameter);

    public static ArgumentOutOfRangeException Missing(string stage, string name, string wanted, SchemaShape shape, string parameter = "inputColumnName") =>
        Missing(stage, name, wanted, from column in shape select column.Name, parameter);

    public static ArgumentOutOfRangeException WrongType(string stage, string name, string wanted, DataViewSchema.Column found, string hint) =>
        WrongType(stage, name, wanted, found.Type.ToString()!, hint);

    public static ArgumentOutOfRangeException WrongType(string stage, string name, string wanted, SchemaShape.Column found, string hint) =>
        WrongType(stage, name, wanted, TypeName(found), hint);

    public static ArgumentOutOfRangeException Mismatch(string message) => new("inputSchema", message);

    /// <summary>Finds a column in the shape of a schema; null where there is none.</summary>
    public static SchemaShape.Column? Find(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(other => other.Name == name);
        return column.Name is null ? null : column;
    }

    private static ArgumentOutOfRangeException Missing(string stage, string name, string wanted, IEnumerable<string> available, string parameter) => Mismatch(
        $"{stage}: there is no input column '{name}'; wanted {wanted}. The columns are: {string.Join(", ", available)}. " +
        $"Give one of them as {parameter}, or add the column earlier in the pipeline.");

    private static ArgumentOutOfRangeException WrongType(string stage, string name, string wanted, string found, string hint) =>
        Mismatch($"{stage}: input column '{name}' is {found}; wanted {wanted}. {hint}");

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind == VectorKind.Scalar ? item : $"Vector<{item}>";
    }
}
