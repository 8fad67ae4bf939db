namespace LseMlNet.Cli.LogitsFiles;

/// <summary>Prints the metrics of files of logits in the requested form.</summary>
internal static class LogitsEvaluationOutput
{
    private const string Rows = "rows";

    /// <summary>Prints the metrics, and returns the exit code.</summary>
    public static int Write(LogitsMetrics metrics, OutputForm form)
    {
        switch (form)
        {
            case OutputForm.Json:
                Figures.WriteJson(Console.Out, Of(metrics));
                break;
            case OutputForm.Csv:
                Figures.WriteCsv(Console.Out, Of(metrics));
                break;
            default:
                WriteText(Console.Out, metrics);
                break;
        }

        return metrics.InvalidRowCount > 0 ? ExitCode.Unusable : ExitCode.Done;
    }

    private static void WriteText(TextWriter output, LogitsMetrics metrics)
    {
        output.WriteLine($"{Numbers.Count(metrics.RowCount)} rows of logits in {metrics.ClassCount} classes");
        var column = MetricsColumn.Of("", metrics);
        foreach (MetricsRow row in MetricsRow.All.Where(row => row.Value(column) != 0))
        {
            output.WriteLine($"  {Name(row),-32}{row.Text(column),12}");
        }

        output.WriteLine();
        output.WriteLine("Reliability: the bar is the share of right answers, │ the mean confidence");
        ReliabilityBars.Write(output, metrics, Rows);
        output.WriteLine();
        EvaluationText.Mistakes(output, Confusion.MostFrequent(metrics.ConfusionMatrix, EvaluationText.MistakesShown));
    }

    private static IEnumerable<Figure> Of(LogitsMetrics metrics)
    {
        var column = MetricsColumn.Of("", metrics);
        return
        [
            new Figure("set", null, null, Rows, metrics.RowCount),
            new Figure("set", null, null, "classes", metrics.ClassCount),
            .. MetricsRow.All.Select(row => new Figure("metrics", null, null, Name(row), row.Value(column))),
            .. Figures.Reliability(null, metrics, Rows),
            .. Figures.Confusions(metrics.ConfusionMatrix),
        ];
    }

    private static string Name(MetricsRow row) => row.Name.Trim().Replace("pictures", Rows, StringComparison.Ordinal);
}
