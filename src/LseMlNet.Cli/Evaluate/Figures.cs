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
        .. Intervals("before", result.HeldOut.Before),
        .. Intervals("after", result.HeldOut.After),
        .. RiskCoverage("before", result.HeldOut.Before),
        .. RiskCoverage("after", result.HeldOut.After),
        .. Sets(result.Guarantees.Sets),
        .. Rejections(result.Guarantees.Rejections),
        .. Classes("before", result.HeldOut.Before),
        .. Classes("after", result.HeldOut.After),
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

    private static IEnumerable<Figure> Intervals(string when, LogitsMetrics metrics) =>
        from row in IntervalRow.All
        let interval = row.Of(metrics)
        from figure in new (string Name, double Value)[] { ("lower bound", interval.Lower), ("upper bound", interval.Upper) }
        select new Figure("interval", when, row.Name, figure.Name, figure.Value);

    private static IEnumerable<Figure> RiskCoverage(string when, LogitsMetrics metrics) =>
    [
        new("risk-coverage", when, null, "area", metrics.RiskCoverage!.Area),
        new("risk-coverage", when, null, "generalized area", metrics.RiskCoverage.GeneralizedArea),
    ];

    private static IEnumerable<Figure> Sets(IEnumerable<SetGuarantee> rows) =>
        from row in rows
        from figure in (IEnumerable<(string Name, double? Value)>)[.. Summary(row.Metrics), .. Sizes(row.Metrics)]
        select new Figure("sets", null, EvaluationText.Share(row.Promised), figure.Name, figure.Value);

    private static IEnumerable<(string Name, double? Value)> Summary(PredictionSetMetrics metrics) =>
    [
        ("contained", metrics.Coverage.Value), ("lower bound", metrics.Coverage.LowerBound), ("upper bound", metrics.Coverage.UpperBound),
        ("mean size", metrics.MeanSize), ("one class", metrics.SingletonRate.Value), ("right of one class", metrics.SingletonAccuracy.Value),
    ];

    private static IEnumerable<(string Name, double? Value)> Sizes(PredictionSetMetrics metrics) =>
        metrics.SizeCounts.Select((count, size) => ($"pictures with {size} classes", (double?)count)).Where(size => size.Item2 > 0);

    private static IEnumerable<Figure> Rejections(IEnumerable<RejectionGuarantee> rows) =>
        from row in rows
        from figure in new (string Name, double? Value)[] { ("wrong", row.Wrong), ("answered", row.Answered), ("log-odds", row.MinimumLogOdds) }
        select new Figure("rejection", null, EvaluationText.Share(row.Promised), figure.Name, figure.Value);

    private static IEnumerable<Figure> Classes(string when, LogitsMetrics metrics) =>
        from item in metrics.Classes
        from figure in new (string Name, double Value)[]
        {
            ("pictures", item.RowCount), ("precision", item.Precision), ("recall", item.Recall), ("F1", item.F1), ("log-loss (nats)", item.LogLoss),
        }
        select new Figure("class", when, item.Name, figure.Name, figure.Value);

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
