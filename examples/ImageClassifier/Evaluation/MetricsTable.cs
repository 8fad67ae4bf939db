using LseMlNet.Examples.ImageClassifier.Output;

namespace LseMlNet.Examples.ImageClassifier.Evaluation;

/// <summary>Writes columns of metrics side by side.</summary>
internal static class MetricsTable
{
    private const int NameWidth = 32;
    private const int ColumnWidth = 12;

    public static void Write(TextWriter output, IReadOnlyList<MetricsColumn> columns)
    {
        Line("", column => column.Title);
        if (columns.Any(column => column.Subtitle.Length > 0))
            Line("", column => column.Subtitle);
        Line("log-loss (nats)", column => Numbers.Metric(column.LogLoss));
        Line("accuracy", column => Numbers.Metric(column.Accuracy));
        Line($"top-{MetricsColumn.TopK} accuracy", column => Numbers.Metric(column.TopKAccuracy));
        Line("Brier score", column => Numbers.Metric(column.BrierScore));
        Line("expected calibration error", column => Numbers.Metric(column.ExpectedCalibrationError));
        Line("maximum calibration error", column => Numbers.Metric(column.MaximumCalibrationError));
        Line("mean entropy (nats)", column => Numbers.Metric(column.MeanEntropy));
        Line("pictures taken in", column => Numbers.Count(column.Pictures));
        Line("  of these, with NaN", column => Numbers.Count(column.WithNaN));
        Line("pictures left out", column => Numbers.Count(column.LeftOut));

        void Line(string name, Func<MetricsColumn, string> text) =>
            output.WriteLine($"  {name.PadRight(NameWidth)}{string.Concat(columns.Select(column => text(column).PadLeft(ColumnWidth)))}".TrimEnd());
    }
}
