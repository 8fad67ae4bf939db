namespace LseMlNet;

/// <summary>An interval for a metric.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct MetricInterval(double Lower, double Upper);
