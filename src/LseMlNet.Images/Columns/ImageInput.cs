using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.Images;

/// <summary>Finds the column of pictures that the stage reads, in a schema or in the shape of a schema.</summary>
internal static class ImageInput
{
    private const string Expected = "paths of files (text), pictures (MLImage), or the contents of files (a vector of Byte)";

    private const string Hint = "Use a column that holds a picture in one of these forms.";

    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or it does not hold pictures.</exception>
    public static DataViewSchema.Column Find(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column =
            schema.GetColumnOrNull(name) ?? throw InputColumn.Missing(ImagePreparation.Stage, name, Expected, schema);
        return column.Type is TextDataViewType or ImageDataViewType
            || column.Type is VectorDataViewType vector && vector.ItemType.Equals(NumberDataViewType.Byte)
            ? column
            : throw InputColumn.WrongType(ImagePreparation.Stage, name, Expected, column, Hint);
    }

    /// <inheritdoc cref="Find(DataViewSchema, string)"/>
    public static void Check(SchemaShape shape, string name)
    {
        SchemaShape.Column column = InputColumn.Find(shape, name) ?? throw InputColumn.Missing(
            ImagePreparation.Stage, name, Expected, shape);
        bool isScalar = column.Kind == VectorKind.Scalar && !column.IsKey;
        if (!(isScalar && column.ItemType is TextDataViewType or ImageDataViewType) &&
            !(column.Kind != VectorKind.Scalar && !column.IsKey && column.ItemType.Equals(NumberDataViewType.Byte)))
        {
            throw InputColumn.WrongType(ImagePreparation.Stage, name, Expected, column, Hint);
        }
    }
}
