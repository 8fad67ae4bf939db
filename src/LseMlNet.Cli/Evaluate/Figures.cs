using System.Globalization;

namespace LseMlNet.Cli.Evaluate;

/// <summary>An evaluation for other programs: one record per figure, the same in JSON and CSV.</summary>
internal static class Figures
{
    public static void WriteJson(TextWriter output, IEnumerable<Figure> figures)
    {
        foreach (Figure f in figures)
        {
            output.WriteLine(JsonLines.Serialize(new { section = f.Section, when = f.When, of = f.Subject, figure = f.Name, value = f.Value }));
        }
    }

    public static void WriteCsv(TextWriter output, IEnumerable<Figure> figures)
    {
        using var csv = new CsvRecords(output);
        csv.Values("section", "when", "of", "figure", "value");
        csv.End();
        foreach (Figure f in figures)
        {
            csv.Values(f.Section, f.When);
            csv.Text(f.Subject, f.Name);
            csv.Values(f.Value is { } value && double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : null);
            csv.End();
        }
    }

    /// <summary>The figures of an evaluation of pictures.</summary>
    public static IEnumerable<Figure> Of(EvaluationResult result) =>
    [
        new("set", null, null, "pictures", result.Pictures),
        new("set", null, null, "classes", result.All.ClassCount),
        new("set", null, null, "accuracy", result.All.MicroAccuracy),
        new("set", null, null, "log-loss (nats)", result.All.LogLoss),
        new("metrics", null, null, "temperature", result.HeldOut.Scaling.Temperature),
        .. Metrics(result.Columns, null),
        .. result.Amplified is { } amplified ? Metrics(amplified.Columns, $"logits times {amplified.Factor}") : [],
        .. Reliability("before", result.HeldOut.Before),
        .. Reliability("after", result.HeldOut.After),
        .. Acceptance("before", result.AcceptanceBefore),
        .. Acceptance("after", result.AcceptanceAfter),
        .. Confusions(result.Confusions),
    ];

    private static IEnumerable<Figure> Metrics(IEnumerable<MetricsColumn> columns, string? subject) =>
        from column in columns
        from row in MetricsRow.All
        select new Figure("metrics", $"{column.Title} {column.Subtitle}".Trim(), subject, row.Name.Trim(), row.Value(column));

    /// <summary>The figures of a reliability diagram.</summary>
    public static IEnumerable<Figure> Reliability(string? when, LogitsMetrics metrics, string unit = "pictures") =>
        from bin in metrics.ReliabilityBins
        where bin.RowCount > 0
        from figure in new (string Name, double Value)[] { (unit, bin.RowCount), ("right", bin.Accuracy), ("sure", bin.Confidence) }
        select new Figure("reliability", when, ReliabilityBars.Range(bin).Replace('–', '-'), figure.Name, figure.Value);

    private static IEnumerable<Figure> Acceptance(string when, IEnumerable<AcceptancePoint> points) =>
        from point in points
        from figure in new (string Name, double? Value)[] { ("answered", point.Coverage), ("right", point.Accuracy) }
        select new Figure("acceptance", when, point.MinimumProbability.ToString(CultureInfo.InvariantCulture), figure.Name, figure.Value);

    /// <summary>The figures of a confusion matrix.</summary>
    public static IEnumerable<Figure> Confusions(ConfusionMatrix matrix) =>
        from cell in matrix.Cells
        select new Figure("confusion", null, matrix.ClassNames[cell.Actual], $"taken for {matrix.ClassNames[cell.Predicted]}", cell.Count);
}

/// <summary>One figure.</summary>
/// <param name="Section">The part of the evaluation.</param>
/// <param name="When">Before or after calibration; null if that makes no difference.</param>
/// <param name="Subject">The subject of the figure; null for everything.</param>
/// <param name="Name">The name of the figure.</param>
/// <param name="Value">The value; null if there is none.</param>
internal sealed record Figure(string Section, string? When, string? Subject, string Name, double? Value);
