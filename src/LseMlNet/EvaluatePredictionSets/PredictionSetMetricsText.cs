using System.Globalization;
using System.Text;
using static LseMlNet.MetricsText;

namespace LseMlNet;

/// <summary>Formats the metrics of prediction sets. Numbers look the same in every culture.</summary>
internal static class PredictionSetMetricsText
{
    public static string Plain(PredictionSetMetrics metrics) => MetricsText.Plain(Rows(metrics), Values(metrics));

    public static string Markdown(PredictionSetMetrics metrics)
    {
        StringBuilder text = MetricsText.Markdown(Rows(metrics), Values(metrics));
        text.AppendLine("| classes in the set | rows |").AppendLine("|---:|---:|");
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
}
