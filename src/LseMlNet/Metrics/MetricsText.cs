using System.Globalization;
using System.Text;

namespace LseMlNet;

/// <summary>The parts that all metrics as text have in common. Numbers look the same in every culture.</summary>
internal static class MetricsText
{
    /// <summary>A line about the rows, and a line for each metric.</summary>
    public static string Plain(string rows, IEnumerable<(string Name, string Value)> values)
    {
        (string Name, string Value)[] all = [.. values];
        int width = all.Max(value => value.Name.Length);
        var text = new StringBuilder();
        text.AppendLine(rows);
        foreach ((string name, string value) in all)
        {
            text.Append(name.PadRight(width)).Append("  ").AppendLine(value);
        }

        return Ended(text);
    }

    /// <summary>The beginning of a page of Markdown: a table of the metrics, and a line about the rows.</summary>
    public static StringBuilder Markdown(string rows, IEnumerable<(string Name, string Value)> values)
    {
        var text = new StringBuilder();
        text.AppendLine("| metric | value |").AppendLine("|---|---:|");
        foreach ((string name, string value) in values)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
        }

        return text.AppendLine().AppendLine(rows).AppendLine();
    }

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Ended(StringBuilder text) => text.ToString().TrimEnd().ReplaceLineEndings("\n");
}
