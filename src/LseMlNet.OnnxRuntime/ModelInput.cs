using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>Finds the column that is fed to a model, in the schema of data or in the shape of a schema to come.</summary>
internal static class ModelInput
{
    private const string Hint = "Scalars are joined by Concatenate, other number types turned by ConvertType.";

    /// <exception cref="ArgumentOutOfRangeException">No such column, or not a vector that the model takes.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, ModelTensor input)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(OnnxModel.Stage, name, Wanted(input), schema);
        if (column.Type is not VectorDataViewType vector || !vector.ItemType.Equals(input.ItemType))
            throw InputColumn.WrongType(OnnxModel.Stage, name, Wanted(input), column, Hint);
        if (vector.IsKnownSize && vector.Size != input.RowLength)
        {
            throw InputColumn.Mismatch($"{OnnxModel.Stage}: {WrongLength(name, input, vector.Size)} " +
                "Give the column that the model was made for, or bring it to that size earlier in the pipeline.");
        }
        return column;
    }

    /// <inheritdoc cref="Find(DataViewSchema, string, ModelTensor)"/>
    public static void Check(SchemaShape shape, string name, ModelTensor input)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(OnnxModel.Stage, name, Wanted(input), shape);
        if (column.Kind == VectorKind.Scalar || column.IsKey || !column.ItemType.Equals(input.ItemType))
            throw InputColumn.WrongType(OnnxModel.Stage, name, Wanted(input), column, Hint);
    }

    /// <summary>That a vector has not the size that the model wants.</summary>
    public static string WrongLength(string column, ModelTensor input, int length) =>
        $"{input.Label} wants {input.Shape} = {input.RowLength} elements a row, column '{column}' has {length}.";

    private static string Wanted(ModelTensor input) =>
        $"a vector of {input.ItemType} for {input.Label}, {input.Shape} = {input.RowLength} elements a row";
}
