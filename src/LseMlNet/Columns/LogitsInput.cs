using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds the column of logits that a stage reads, in the schema of data or in the shape of a schema to come.</summary>
internal static class LogitsInput
{
    private const string Wanted = "a vector of Single or of Double";

    private const string Hint =
        "Give the column that holds one logit per class; scalars are joined by Concatenate, other number types turned by ConvertType.";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a vector of Single or Double.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage, string parameter = "inputColumnName")
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(stage, name, Wanted, schema, parameter);
        return column.Type is VectorDataViewType vector && IsLogit(vector.ItemType)
            ? column
            : throw InputColumn.WrongType(stage, name, Wanted, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(stage, name, Wanted, shape);
        return column.Kind != VectorKind.Scalar && !column.IsKey && IsLogit(column.ItemType)
            ? column
            : throw InputColumn.WrongType(stage, name, Wanted, column, Hint);
    }

    private static bool IsLogit(DataViewType type) => type.Equals(NumberDataViewType.Single) || type.Equals(NumberDataViewType.Double);
}
