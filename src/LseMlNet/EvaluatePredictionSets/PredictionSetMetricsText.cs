using System.Globalization;
using System.Text;

namespace LseMlNet;

/// <summary>Formats the metrics of prediction sets. Numbers look the same in every culture.</summary>
internal static class PredictionSetMetricsText
{
    public static string Plain(PredictionSetMetrics metrics)
    {
        var text = new StringBuilder();
        text.AppendLine(Rows(metrics));
        (string Name, string Value)[] values = [.. Values(metrics)];
        int width = values.Max(value => value.Name.Length);
        foreach ((string name, string value) in values)
        {
            text.Append(name.PadRight(width)).Append("  ").AppendLine(value);
        }

        return Ended(text);
    }

    public static string Markdown(PredictionSetMetrics metrics)
    {
        var text = new StringBuilder();
        text.AppendLine("| metric | value |").AppendLine("|---|---:|");
        foreach ((string name, string value) in Values(metrics))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
        }

        text.AppendLine().AppendLine(Rows(metrics));
        text.AppendLine().AppendLine("| classes in the set | rows |").AppendLine("|---:|---:|");
        foreach ((long count, int size) in metrics.SizeCounts.Select((count, size) => (count, size)).Where(item => item.count > 0))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {size} | {Count(count)} |");
        }

        text.AppendLine().AppendLine("| class | rows | coverage | mean size |").AppendLine("|---|---:|---:|---:|");
        foreach (PredictionSetClassMetrics item in metrics.Classes)
        {
            string name = item.Name.Replace("|", "\\|", StringComparison.Ordinal);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Count(item.Coverage.RowCount)} | {item.Coverage} | {Number(item.MeanSize)} |");
        }

        return Ended(text);
    }

    private static string Rows(PredictionSetMetrics metrics) =>
        $"{Count(metrics.EvaluatedRowCount)} of {Count(metrics.RowCount)} rows evaluated; left out: {Count(metrics.MissingLabelCount)} without a label.";

    private static IEnumerable<(string Name, string Value)> Values(PredictionSetMetrics metrics)
    {
        yield return ("coverage", metrics.Coverage.ToString());
        yield return ("mean size", Number(metrics.MeanSize));
        yield return ("share of sets with one class", metrics.SingletonRate.ToString());
        yield return ("accuracy of sets with one class", metrics.SingletonAccuracy.ToString());
        yield return ("empty sets", Count(metrics.SizeCounts[0]));
    }

    private static string Number(double value) => double.IsNaN(value) ? "undefined" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ended(StringBuilder text) => text.ToString().TrimEnd().ReplaceLineEndings("\n");
}
