using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Interop;

/// <summary>Creates columns of a <see cref="SchemaShape"/>, whose constructor is internal to ML.NET.</summary>
internal static class SchemaShapes
{
    public static SchemaShape.Column Column(
        string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey = false, SchemaShape? annotations = null) =>
        new(name, kind, itemType, isKey, annotations);

    /// <summary>Returns the shape after a stage: new columns replace those of the same name; the others come last.</summary>
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
