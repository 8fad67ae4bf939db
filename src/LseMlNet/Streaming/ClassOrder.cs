using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet;

/// <summary>
/// Refuses labels whose keys are named in another order than the logits. MapValueToKey numbers values as they occur; against logits in
/// their own order, every metric would be of other classes.
/// </summary>
internal static class ClassOrder
{
    /// <summary>Compares the names on both columns; names that only one of them has say nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A name stands for one class in the one column and for another class in the other.</exception>
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
                    $"{stage}: '{keys[i]}' is value {i} (counted from 0) of the keys in label column '{label.Name}' and class {index} of column '{logits.Name}'; wanted " +
                    "both in the same order. Give MapValueToKey a keyData with the class names in the order of the logits.");
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
