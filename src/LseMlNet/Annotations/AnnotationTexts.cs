using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>Reads an annotation that holds a value for each class, whatever its type, as text.</summary>
internal static class AnnotationTexts
{
    /// <summary>The values as text in the invariant culture; null if the column has no such annotation.</summary>
    public static string[]? Read(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: VectorDataViewType { ItemType: var item } })
        {
            return null;
        }

        // The type is known only at run time: the values of keys can be text or numbers, and trainers keep the values of the label column.
        return (string[])typeof(AnnotationTexts).GetMethod(nameof(ReadValues), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item.RawType).Invoke(null, [column.Annotations, kind])!;
    }

    private static string[] ReadValues<T>(DataViewSchema.Annotations annotations, string kind)
    {
        VBuffer<T> values = default;
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}"))];
    }
}
