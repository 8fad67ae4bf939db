using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.OnnxRuntime;

/// <summary>Finds the columns that a model reads, in a schema or in the shape of a schema.</summary>
internal static class ModelInputColumns
{
    private const string Hint = "Join scalars with Concatenate; convert other number types with ConvertType.";

    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or does not fit the model.</exception>
    public static DataViewSchema.Column[] Find(DataViewSchema schema, OnnxModel model) =>
        [.. model.Inputs.Zip(model.Settings.Inputs, (input, column) => Find(schema, column.ColumnName, input))];

    /// <inheritdoc cref="Find(DataViewSchema, OnnxModel)"/>
    public static void Check(SchemaShape shape, OnnxModel model)
    {
        foreach ((ModelTensor input, OnnxTensorColumn column) in model.Inputs.Zip(model.Settings.Inputs))
        {
            Check(shape, column.ColumnName, input);
        }
    }

    /// <summary>The message for a vector whose size differs from the one that the model expects.</summary>
    public static string WrongLength(string column, ModelTensor input, int length) =>
        $"{input.Label} expects {input.Shape} = {input.RowLength} elements per row, but column '{column}' has {length}.";

    private static DataViewSchema.Column Find(DataViewSchema schema, string name, ModelTensor input)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name)
            ?? throw InputColumn.Missing(OnnxModel.Stage, name, Expected(input), schema);
        if (input.RowLength == 1 && input.Element.Takes(column.Type))
        {
            return column;
        }

        if (column.Type is not VectorDataViewType vector || !input.Element.Takes(vector.ItemType))
        {
            throw InputColumn.WrongType(OnnxModel.Stage, name, Expected(input), column, Hint);
        }

        if (vector.IsKnownSize && vector.Size != input.RowLength)
        {
            string fix = input.FixedBatch is { } rows && (long)rows * vector.Size == input.RowLength
                ? $"The model takes exactly {rows} rows at a time: export it with a dynamic first dimension."
                : "Use the column that the model was made for, or convert it to that size earlier in the pipeline.";
            throw InputColumn.Mismatch($"{OnnxModel.Stage}: {WrongLength(name, input, vector.Size)} {fix}");
        }
        if (Contradict(input.RowDimensions, vector.Dimensions))
        {
            throw InputColumn.Mismatch(
                $"{OnnxModel.Stage}: a row of {input.Label} has the shape {Shape(input.RowDimensions)}, but column '{name}' has the " +
                "shape " +
                $"{Shape([.. vector.Dimensions])}; expected the same axes in the same order. For pictures, interleavePixelColors of " +
                "ExtractPixels puts the colors last, and ResizeImages sets the width and the height. If the values are in the model's " +
                "order nevertheless, declare the column as a vector of one dimension.");
        }
        return column;
    }

    // For a vector of one dimension, only the size must match, and axes of 1 do not matter. An unknown size, 0, matches any size.
    private static bool Contradict(IEnumerable<int> model, IEnumerable<int> column)
    {
        int[] expected = [.. model.Where(size => size != 1)], found = [.. column.Where(size => size != 1)];
        return expected.Length > 1 && found.Length > 1 && !found.Contains(0)
            && !expected.AsSpan().SequenceEqual(found);
    }

    private static string Shape(int[] dimensions) => $"[{string.Join(',', dimensions)}]";

    private static void Check(SchemaShape shape, string name, ModelTensor input)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name)
            ?? throw InputColumn.Missing(OnnxModel.Stage, name, Expected(input), shape);
        bool fits = column.Kind != VectorKind.Scalar || input.RowLength == 1;
        if (!fits || column.IsKey || !input.Element.Takes(column.ItemType))
        {
            throw InputColumn.WrongType(OnnxModel.Stage, name, Expected(input), column, Hint);
        }
    }

    private static string Expected(ModelTensor input) =>
        $"{(input.RowLength == 1 ? "a scalar or " : "")}a vector of {input.Element.InputTypes} for {input.Label}, " +
        $"{input.Shape} = {input.RowLength} elements per row";
}
