using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Rejects labels whose class names are in a different order from those of the logits. MapValueToKey numbers values in the order in which
/// they occur; if that is not the order of the logits, every metric would compare the wrong classes.
/// </summary>
internal static class ClassOrder
{
    /// <summary>Compares the class names of the two columns. A name that occurs in only one of them is ignored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A name stands for different classes in the two columns.</exception>
    public static void Check(string stage, DataViewSchema.Column label, DataViewSchema.Column logits)
    {
        if (Names(label, AnnotationKinds.KeyValues) is not { } keys)
        {
            return;
        }

        if ((Names(logits, AnnotationKinds.TrainingLabelValues) ?? Names(logits, AnnotationKinds.SlotNames)) is not { } classes)
        {
            return;
        }

        var indexOf = new Dictionary<string, int>();
        for (int i = classes.Length - 1; i >= 0; i--)
        {
            indexOf[classes[i]] = i;
        }

        for (int i = 0; i < keys.Length; i++)
        {
            bool isSame = i < classes.Length && classes[i] == keys[i];
            if (!isSame && keys[i].Length > 0 && indexOf.TryGetValue(keys[i], out int index))
            {
                throw InputColumn.Mismatch(
                    $"{stage}: '{keys[i]}' is key {i} (counted from 0) in label column '{label.Name}' " +
                    $"but class {index} in column '{logits.Name}'; " +
                    "expected the same order in both. Pass MapValueToKey a keyData with the class names in the order of the logits.");
            }
        }
    }

    private static string[]? Names(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
        {
            return null;
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(kind, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
