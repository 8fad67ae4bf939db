using Apache.Arrow;
using Apache.Arrow.Types;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Arrow;

/// <summary>The columns of an Arrow schema, which Parquet files also have.</summary>
internal static class ArrowColumns
{
    public static IReadOnlyList<FileColumn> Of(Schema schema) => [.. schema.FieldsList.Select(field => Of(field.Name, field.DataType))];

    private static FileColumn Of(string name, IArrowType type) => type switch
    {
        ListType list => new FileColumn(name, Kind(list.ValueDataType), null),
        LargeListType list => new FileColumn(name, Kind(list.ValueDataType), null),
        FixedSizeListType list => OfFixed(name, list),
        _ => new FileColumn(name, Kind(type), []),
    };

    // Lists of fixed size may be nested, because they are tensors.
    private static FileColumn OfFixed(string name, FixedSizeListType list)
    {
        var dimensions = new List<int> { list.ListSize };
        IArrowType element = list.ValueDataType;
        while (element is FixedSizeListType inner)
        {
            dimensions.Add(inner.ListSize);
            element = inner.ValueDataType;
        }

        return new FileColumn(name, Kind(element), dimensions);
    }

    private static ElementKind Kind(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.HalfFloat or ArrowTypeId.Float => ElementKind.Single,
        ArrowTypeId.Double => ElementKind.Double,
        ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64 => ElementKind.Integer,
        ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64 => ElementKind.Integer,
        ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => ElementKind.Text,
        ArrowTypeId.Dictionary => Kind(((DictionaryType)type).ValueType) == ElementKind.Text ? ElementKind.Text : ElementKind.Other,
        _ => ElementKind.Other,
    };
}
