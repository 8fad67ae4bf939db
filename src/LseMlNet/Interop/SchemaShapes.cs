using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Interop;

/// <summary>Makes columns of a <see cref="SchemaShape"/>, whose constructor ML.NET keeps to itself.</summary>
internal static class SchemaShapes
{
    public static SchemaShape.Column Column(
        string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey = false, SchemaShape? annotations = null) =>
        new(name, kind, itemType, isKey, annotations);

    /// <summary>The shape after a stage: columns of the same name are replaced, new ones come last.</summary>
    public static SchemaShape With(this SchemaShape shape, IEnumerable<SchemaShape.Column> added)
    {
        Dictionary<string, SchemaShape.Column> columns = shape.ToDictionary(column => column.Name);
        foreach (SchemaShape.Column column in added)
        {
            columns[column.Name] = column;
        }

        return new SchemaShape(columns.Values);
    }
}
