namespace LseMlNet.Cli.Evaluate;

/// <summary>A row of the metrics table: a name, and the value of each column.</summary>
internal sealed record MetricsRow(string Name, Func<MetricsColumn, double?> Value, Func<double?, string> Format)
{
    public static IReadOnlyList<MetricsRow> All { get; } =
    [
        new("log-loss (nats)", column => column.LogLoss, Numbers.Metric),
        new("accuracy", column => column.Accuracy, Numbers.Metric),
        new($"top-{MetricsColumn.TopK} accuracy", column => column.TopKAccuracy, Numbers.Metric),
        new("Brier score", column => column.BrierScore, Numbers.Metric),
        new("expected calibration error", column => column.ExpectedCalibrationError, Numbers.Metric),
        new("maximum calibration error", column => column.MaximumCalibrationError, Numbers.Metric),
        new("mean entropy (nats)", column => column.MeanEntropy, Numbers.Metric),
        new("pictures included", column => column.Pictures, Count),
        new("  of these, with NaN", column => column.WithNaN, Count),
        new("pictures left out", column => column.LeftOut, Count),
    ];

    public string Text(MetricsColumn column) => Format(Value(column));

    private static string Count(double? count) => Numbers.Count((long)count!);
}
