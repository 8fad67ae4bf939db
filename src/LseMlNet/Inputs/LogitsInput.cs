using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>Finds the column of logits that a stage reads, in a schema or in the shape of a schema.</summary>
internal static class LogitsInput
{
    private const string Expected = "a vector of Single or Double";

    private const string Hint =
        "Use a column that holds one logit per class; Concatenate joins scalars, and ConvertType converts other number types.";

    private const string OneLogitHint =
        "The logit of a binary classifier needs Sigmoid or LogSigmoid; or use Concatenate to put a column of zeros before it as the " +
        "first class.";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it is not a vector of Single or Double.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string stage, string parameter = "inputColumnName")
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(stage, name, Expected, schema, parameter);
        return column.Type is VectorDataViewType vector && IsLogit(vector.ItemType)
            ? column
            : throw InputColumn.WrongType(stage, name, Expected, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, string, string)"/>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string stage)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(stage, name, Expected, shape);
        return column.Kind != VectorKind.Scalar && !column.IsKey && IsLogit(column.ItemType)
            ? column
            : throw InputColumn.WrongType(stage, name, Expected, column, Hint);
    }

    /// <summary>Refuses a column with one logit in each row, for which softmax and similar functions are constant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column has one logit in each row.</exception>
    public static void CheckClassCount(DataViewSchema.Column column, ClassShape shape, string stage)
    {
        if (shape.ClassCount == 1)
        {
            string along = shape.Axis is { } axis ? $" along axis {axis}" : "";
            throw InputColumn.WrongType(
                stage, column.Name, $"two or more classes{along}, because the softmax of a single logit is always 1", column, OneLogitHint);
        }
    }

    private static bool IsLogit(DataViewType type) => type.Equals(NumberDataViewType.Single) || type.Equals(NumberDataViewType.Double);
}
