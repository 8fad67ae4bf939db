using System.Globalization;
using System.Text.Json;

namespace LseMlNet;

/// <summary>
/// Reads class names, in the forms in which they are published with models, for <c>NameClasses</c>, <c>SelectLabel</c> and <c>TopK</c>.
/// </summary>
public static class ClassNames
{
    // The names of a hundred thousand classes take a tenth of this.
    private const int MaxBytes = 16_000_000;

    // The keys under which configuration files and the metadata of models store the names: transformers, timm, and others.
    private static readonly string[] Properties = ["id2label", "label_names", "class_names", "labels", "classes", "names"];

    /// <summary>Reads class names from a file; see <see cref="Parse"/>.</summary>
    /// <param name="path">The path of a text or JSON file in UTF-8, of at most 16 MB.</param>
    /// <returns>The names, in the order of the classes.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="FormatException">The file contains no class names, or is too large.</exception>
    /// <example>
    /// <code>
    /// var pipeline = ml.Transforms.NameClasses("Logits", ClassNames.FromFile("labels.txt"));
    /// </code>
    /// </example>
    public static IReadOnlyList<string> FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        if (file.Length > MaxBytes)
        {
            throw new FormatException(
                $"ClassNames: '{path}' has {file.Length} bytes; expected at most {MaxBytes}. Pass the file with the names.");
        }

        using var reader = new StreamReader(file);
        try
        {
            return Parse(reader.ReadToEnd());
        }
        catch (FormatException e)
        {
            throw new FormatException($"ClassNames: '{path}' cannot be read. {e.Message}", e);
        }
    }

    /// <summary>Reads class names from text.</summary>
    /// <param name="text">
    /// The text: one name per line; a JSON array of names; a JSON object from class numbers to names, or from names to class numbers; a
    /// JSON object that has one of these as id2label, label_names, class_names, labels, classes or names; or such a list or dictionary in
    /// the syntax of Python, as found in the metadata of models.
    /// </param>
    /// <returns>The names, in the order of the classes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">
    /// The text contains no names, a name is empty, or the numbers of the classes are not 0, 1, 2 and so on.
    /// </exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        string[] names = trimmed is ['{' or '[', ..] ? ParseStructure(trimmed) : Array.ConvertAll(trimmed.Split('\n'), line => line.Trim());
        int empty = Array.FindIndex(names, string.IsNullOrEmpty);
        return names.Length > 0 && empty < 0
            ? names
            : throw new FormatException(names.Length <= 1
                ? "There are no class names; expected one for each class, such as one per line."
                : $"The name of class {empty} is empty; expected a name for each class. Use its number if it has none.");
    }

    private static string[] ParseStructure(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return Names(document.RootElement);
        }
        catch (JsonException)
        {
            return InOrder(PythonLiteral.Parse(text));
        }
    }

    private static string[] Names(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return [.. element.EnumerateArray().Select(Text)];
        }

        foreach (string property in Properties)
        {
            if (element.TryGetProperty(property, out JsonElement inner) && inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                return Names(inner);
            }
        }

        return InOrder(element.EnumerateObject().Select(entry => (entry.Name, Text(entry.Value))));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ =>
            throw new FormatException($"Found {value.ValueKind} where a class name or number is expected. Pass a list of names, or an " +
            "object from class numbers to names."),
    };

    // Either side of an entry may be the number.
    private static string[] InOrder(IEnumerable<(string Key, string Value)> entries)
    {
        (string Key, string Value)[] all = [.. entries];
        var byNumber = new SortedDictionary<int, string>();
        foreach ((string key, string value) in all)
        {
            bool added = Number(key) is { } number
                ? byNumber.TryAdd(number, value)
                : Number(value) is { } last && byNumber.TryAdd(last, key);
            if (!added)
            {
                throw new FormatException(
                    $"The entry '{key}: {value}' has no class number of its own; expected 0, 1, 2 and so on, once each.");
            }
        }
        return byNumber.Count == 0 || byNumber.Last().Key == byNumber.Count - 1
            ? [.. byNumber.Values]
            : throw new FormatException(
                $"There are names of {byNumber.Count} classes, but the highest class number is {byNumber.Last().Key}; " +
                "expected all numbers from 0. Add the missing classes.");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
