using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet.Tests.Contract;

/// <summary>Checks what ML.NET's own tests check for <c>GetOutputSchema</c>: the promised shape matches the transformed data.</summary>
internal static class SchemaShapeAssert
{
    public static void Promised(SchemaShape shape, DataViewSchema schema)
    {
        DataViewSchema.Column[] visible = [.. schema.Where(column => !column.IsHidden)];
        Assert.Equal(visible.Select(column => column.Name).Order(), shape.Select(column => column.Name).Order());
        foreach (DataViewSchema.Column column in visible)
        {
            Promised(shape.Single(promised => promised.Name == column.Name), column);
        }
    }

    private static void Promised(SchemaShape.Column promised, DataViewSchema.Column column)
    {
        var vector = column.Type as VectorDataViewType;
        DataViewType item = vector?.ItemType ?? column.Type;
        Assert.Equal(
            vector is null ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector, promised.Kind);
        Assert.Equal(item is KeyDataViewType, promised.IsKey);
        Assert.Equal(item.RawType, promised.ItemType.RawType);

        Assert.Equal(
            column.Annotations.Schema.Select(annotation => annotation.Name).Order(),
            promised.Annotations.Select(annotation => annotation.Name).Order());
        foreach (DataViewSchema.Column annotation in column.Annotations.Schema)
        {
            Promised(promised.Annotations.Single(other => other.Name == annotation.Name), annotation);
        }
    }
}
