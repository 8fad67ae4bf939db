namespace LseMlNet.Cli.Evaluate;

/// <summary>A metric that has an interval.</summary>
internal sealed record IntervalRow(string Name, Func<MetricsIntervals, MetricInterval> Interval)
{
    /// <summary>How many bootstrap samples the intervals come from.</summary>
    public const int Samples = 1000;

    public static IReadOnlyList<IntervalRow> All { get; } =
    [
        new("log-loss (nats)", intervals => intervals.LogLoss),
        new("accuracy", intervals => intervals.MicroAccuracy),
        new("Brier score", intervals => intervals.BrierScore),
        new("mean entropy (nats)", intervals => intervals.MeanEntropy),
    ];

    public MetricInterval Of(LogitsMetrics metrics) => Interval(metrics.Intervals!);

    public string Text(LogitsMetrics metrics)
    {
        (double lower, double upper) = Of(metrics);
        return $"{Numbers.Metric(lower)}–{Numbers.Metric(upper)}";
    }
}
