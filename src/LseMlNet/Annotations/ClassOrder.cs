using System.Globalization;
using Microsoft.ML;

namespace LseMlNet;

/// <summary>
/// Finds the class of each key of a label. MapValueToKey numbers values in the order in which they occur. If that is not the order of the
/// logits, every metric would compare the wrong classes.
/// </summary>
internal static class ClassOrder
{
    private const int HeadLength = 5;

    /// <summary>
    /// Compares the values of the keys with the names of the classes or, failing that, with their numbers. A class may be absent
    /// from the keys, but each key must be a class.
    /// </summary>
    /// <param name="stage">The name of the stage in messages.</param>
    /// <param name="label">The column of labels.</param>
    /// <param name="logits">The column of logits.</param>
    /// <param name="classCount">The number of classes; 0 if it is unknown.</param>
    /// <returns>The index of the class for each key, or null if the keys are in the order of the classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A key does not match a class.</exception>
    public static int[]? Map(string stage, DataViewSchema.Column label, DataViewSchema.Column logits, int classCount)
    {
        // Keys without values are the numbers of the classes themselves.
        if (AnnotationTexts.Read(label, AnnotationKinds.KeyValues) is not { Length: > 0 } keys)
        {
            return null;
        }

        string[]? names = StatedNames(logits, classCount);
        if (names is not null && keys.AsSpan().SequenceEqual(names.AsSpan(0, Math.Min(keys.Length, names.Length))))
        {
            return null;
        }

        int[] classes = (names is null ? null : ByName(keys, names))
            ?? (names is null || !Array.Exists(names, name => NumberOf(name) >= 0) ? ByNumber(keys, classCount) : null)
            ?? throw Mismatch(stage, label, keys, logits, names, classCount);
        return classes.Where((index, key) => index != key).Any() ? classes : null;
    }

    /// <summary>The name of each class of a column of logits; its number if it has none.</summary>
    public static string[] NamesOf(DataViewSchema.Column logits, int classCount)
    {
        string[]? names = StatedNames(logits, classCount);
        return [.. Enumerable.Range(0, classCount).Select(index => names is null ? NumberText(index) : NameOf(names, index))];
    }

    /// <summary>
    /// Returns the class of a key counted from 0, given the result of <see cref="Map"/>. A key without a value is not a class.
    /// </summary>
    public static long ClassOf(long key, int[]? classOfKey) =>
        key < 0 || classOfKey is null ? key : key < classOfKey.Length ? classOfKey[key] : int.MaxValue;

    private static string[]? StatedNames(DataViewSchema.Column logits, int classCount)
    {
        // A column of labels or of sets of labels names its classes by the values of its keys.
        string[]? names = AnnotationTexts.Read(logits, AnnotationKinds.TrainingLabelValues) ?? AnnotationTexts.Read(logits, AnnotationKinds.SlotNames)
            ?? AnnotationTexts.Read(logits, AnnotationKinds.KeyValues);
        return names is not null && (classCount == 0 || names.Length == classCount) && Array.Exists(names, name => name.Length > 0) ? names : null;
    }

    private static int[]? ByName(string[] keys, string[] names)
    {
        // Classes can share a name, as some of ImageNet's do. Such a name does not tell them apart.
        Dictionary<string, int> unique = names.Select((_, index) => (name: NameOf(names, index), index))
            .GroupBy(item => item.name).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.Single().index);
        return Array.TrueForAll(keys, unique.ContainsKey) ? Array.ConvertAll(keys, key => unique[key]) : null;
    }

    // As in the labels of SelectLabel, the name of an unnamed class is its number.
    private static string NameOf(string[] names, int index) => names[index].Length > 0 ? names[index] : NumberText(index);

    private static string NumberText(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static int[]? ByNumber(string[] keys, int classCount)
    {
        int[] numbers = Array.ConvertAll(keys, NumberOf);
        return Array.TrueForAll(numbers, number => number >= 0 && (classCount == 0 || number < classCount)) ? numbers : null;
    }

    // −1 for any other text, such as "01" or "1.5".
    private static int NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number.ToString(CultureInfo.InvariantCulture) == text ? number : -1;

    private static ArgumentOutOfRangeException Mismatch(
        string stage, DataViewSchema.Column label, string[] keys, DataViewSchema.Column logits, string[]? names, int classCount)
    {
        string numbers = classCount == 0 ? "its number, counted from 0" : $"its number, from 0 to {classCount - 1}";
        return InputColumn.Mismatch(
            $"{stage}: the keys of label column '{label.Name}' stand for {Head(keys)}, " +
            (names is null ? $"but the classes of column '{logits.Name}' have no names" : $"but the classes of column '{logits.Name}' are {Head([.. names.Select((_, i) => NameOf(names, i))])}") +
            $"; expected each key to stand for the name of one class, or for {numbers}. " +
            (names is null
                ? "Name the classes with NameClasses, in the order of the logits."
                : "Use the same names in both; MapValueToKey takes the names of the keys as keyData, and NameClasses those of the classes."));
    }

    private static string Head(string[] values)
    {
        string head = string.Join(", ", values.Take(HeadLength).Select(value => $"'{value}'"));
        return values.Length > HeadLength ? $"{head}, … ({values.Length} in all)" : head;
    }
}
