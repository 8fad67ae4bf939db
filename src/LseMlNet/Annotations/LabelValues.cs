using System.Globalization;
using System.Reflection;
using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace LseMlNet;

/// <summary>
/// The values of the keys of a label: the names that the user set, otherwise the TrainingLabelValues of the scores, as in ML.NET's own
/// scorers, otherwise their SlotNames, otherwise the numbers of the classes, starting at 0.
/// </summary>
internal static class LabelValues
{
    /// <summary>The key type of a label for <paramref name="classes"/> classes.</summary>
    public static KeyDataViewType KeyType(int classes) => new(typeof(uint), classes);

    /// <summary>Adds the KeyValues of a label that is selected from <paramref name="scores"/>.</summary>
    public static void Add(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column scores, ClassShape shape, string[]? labels)
    {
        int classes = shape.ClassCount;
        if (labels is null && Find(scores, AnnotationKinds.TrainingLabelValues, classes) is { } training)
        {
            // Their type is known only at run time: trainers keep the values of the label column, text or numbers.
            typeof(LabelValues).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(training.Type.RawType).Invoke(null, [annotations, scores.Annotations, training]);
            return;
        }
        AddTexts(annotations, AnnotationKinds.KeyValues, labels ?? Names(scores, classes));
    }

    /// <summary>Adds an annotation that holds text for each class.</summary>
    public static void AddTexts(DataViewSchema.Annotations.Builder annotations, string kind, string[] texts)
    {
        var values = new VBuffer<ReadOnlyMemory<char>>(texts.Length, Array.ConvertAll(texts, text => text.AsMemory()));
        annotations.Add(
            kind,
            new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => values.CopyTo(ref value));
    }

    /// <summary>The shape of the annotation that <see cref="Add"/> adds.</summary>
    public static SchemaShape.Column Shape(SchemaShape.Column scores, bool hasLabels)
    {
        SchemaShape.Column? training = hasLabels ? null : InputColumn.Find(scores.Annotations, AnnotationKinds.TrainingLabelValues);
        return SchemaShapes.Column(AnnotationKinds.KeyValues, VectorKind.Vector, training?.ItemType ?? TextDataViewType.Instance);
    }

    private static void Copy<T>(
        DataViewSchema.Annotations.Builder annotations, DataViewSchema.Annotations source, DataViewSchema.Column values) =>
        annotations.Add(AnnotationKinds.KeyValues, values.Type, source.GetGetter<T>(values));

    // Some slots of a concatenated column may have no name; the slot's number is used instead.
    private static string[] Names(DataViewSchema.Column scores, int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (Find(scores, AnnotationKinds.SlotNames, classes) is { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            VBuffer<ReadOnlyMemory<char>> slots = default;
            scores.Annotations.GetValue(AnnotationKinds.SlotNames, ref slots);
            foreach (KeyValuePair<int, ReadOnlyMemory<char>> slot in slots.Items())
            {
                if (!slot.Value.IsEmpty)
                {
                    names[slot.Key] = slot.Value.ToString();
                }
            }
        }
        return names;
    }

    private static DataViewSchema.Column? Find(DataViewSchema.Column scores, string kind, int classes) =>
        scores.Annotations.Schema.GetColumnOrNull(kind) is { Type: VectorDataViewType vector } column && vector.Size == classes
            ? column
            : null;
}
