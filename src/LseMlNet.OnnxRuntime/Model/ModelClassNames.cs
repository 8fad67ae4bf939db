using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>The class names that are stored in a model.</summary>
internal static class ModelClassNames
{
    // The keys that exporters use: transformers, timm, ultralytics and others.
    private static readonly string[] Keys = ["id2label", "label_names", "class_names", "labels", "classes", "names"];

    /// <summary>Finds the names in the metadata, or else in the nodes; null if there are none.</summary>
    /// <param name="metadata">The metadata of the model.</param>
    /// <param name="graph">The nodes of the model.</param>
    /// <param name="output">The name of the output whose elements are classes.</param>
    public static string[]? Find(ModelMetadata metadata, ModelGraph graph, string output)
    {
        foreach (string key in Keys)
        {
            if (metadata.CustomMetadataMap.TryGetValue(key, out string? text) && Parse(text) is { } names)
            {
                return names;
            }
        }

        return FromMicrosoftML(graph, output) ?? Texts(graph.Classes());
    }

    /// <summary>The classes as texts.</summary>
    public static string[]? Texts(Array? classes) =>
        classes is null ? null : [.. classes.Cast<object>().Select(value => FormattableString.Invariant($"{value}"))];

    // ConvertToOnnx of ML.NET writes the slot names of a column to a node that computes nothing.
    private static string[]? FromMicrosoftML(ModelGraph graph, string output)
    {
        string column = output.Split('.')[0];
        return graph.Nodes.FirstOrDefault(node => node.Name == $"mlnet.{column}.SlotNames")?.Texts.GetValueOrDefault("keys_strings");
    }

    // A single name means something else, such as a number of classes or the name of a file.
    private static string[]? Parse(string text)
    {
        try
        {
            bool isLine = text.Contains(',', StringComparison.Ordinal) && text.TrimStart() is not ['{' or '[', ..]
                && !text.Contains('\n', StringComparison.Ordinal);
            IReadOnlyList<string> names = ClassNames.Parse(isLine ? text.Replace(',', '\n') : text);
            return names.Count > 1 ? [.. names] : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
