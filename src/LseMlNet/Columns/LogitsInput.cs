using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds the column of logits that a stage reads, in the schema of data or in the shape of a schema to come.</summary>
internal static class LogitsInput
{
    private const string Wanted = "a vector of Single or of Double";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a vector of Single or Double.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage)
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column is null)
            throw NoSuchColumn(stage, name, from other in schema where !other.IsHidden select other.Name);
        if (column.Value.Type is not VectorDataViewType vector || !IsLogit(vector.ItemType))
            throw WrongType(stage, name, column.Value.Type.ToString()!);
        return column.Value;
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = shape.FirstOrDefault(other => other.Name == name);
        if (column.Name is null)
            throw NoSuchColumn(stage, name, from other in shape select other.Name);
        if (column.Kind == VectorKind.Scalar || column.IsKey || !IsLogit(column.ItemType))
            throw WrongType(stage, name, TypeName(column));
        return column;
    }

    private static bool IsLogit(DataViewType type) => type is NumberDataViewType && (type == NumberDataViewType.Single || type == NumberDataViewType.Double);

    private static string TypeName(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind == VectorKind.Scalar ? item : $"Vector<{item}>";
    }

    private static ArgumentOutOfRangeException NoSuchColumn(string stage, string name, IEnumerable<string> available) => SchemaMismatch(
        $"{stage}: there is no input column '{name}'; wanted {Wanted}. The columns are: {string.Join(", ", available)}. " +
        "Give one of them as inputColumnName, or add the column earlier in the pipeline.");

    private static ArgumentOutOfRangeException WrongType(string stage, string name, string found) => SchemaMismatch(
        $"{stage}: input column '{name}' is {found}; wanted {Wanted}. " +
        "Give the column that holds one logit per class; scalars are joined by Concatenate, other number types turned by ConvertType.");

    // Type and parameter name are those that in-box transforms throw.
    private static ArgumentOutOfRangeException SchemaMismatch(string message) => new("inputSchema", message);
}
