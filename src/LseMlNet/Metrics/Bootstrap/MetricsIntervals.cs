namespace LseMlNet;

/// <summary>
/// How far metrics would vary with other rows from the same source: percentile intervals of the bootstrap. B. Efron, <i>Bootstrap Methods:
/// Another Look at the Jackknife</i>, Annals of Statistics 7, 1979.
/// </summary>
/// <remarks>
/// <para>In a replicate, the number of times that each row occurs is drawn from a Poisson distribution with mean 1 (Chamandy et
/// al., <i>Estimating Uncertainty for Massive Data Streams</i>, Google 2012). The numbers are hashed from the id of the row, so
/// that they do not depend on the order of the rows, on threads, or on how parts are merged. Rows with the same id, such as the
/// positions of a tensor, are drawn together.</para>
/// <para>Calibration errors have no interval: resampling adds noise to the bins, so their replicates are larger than the error
/// itself.</para>
/// </remarks>
public sealed class MetricsIntervals
{
    internal MetricsIntervals(BootstrapSums sums, double confidenceLevel)
    {
        ConfidenceLevel = confidenceLevel;
        ReplicateCount = sums.Replicates.Length;
        MicroAccuracy = Of(sums, replicate => replicate.MicroAccuracy);
        MacroAccuracy = Of(sums, replicate => replicate.MacroAccuracy);
        TopFiveAccuracy = Of(sums, replicate => replicate.TopFiveAccuracy);
        LogLoss = Of(sums, replicate => replicate.LogLoss);
        BrierScore = Of(sums, replicate => replicate.BrierScore);
        MeanEntropy = Of(sums, replicate => replicate.MeanEntropy);
    }

    /// <summary>The share of replicates inside each interval.</summary>
    public double ConfidenceLevel { get; }

    /// <summary>The number of replicates.</summary>
    public int ReplicateCount { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.MicroAccuracy"/>.</summary>
    public MetricInterval MicroAccuracy { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.MacroAccuracy"/>. A class is left out of the replicates without any of its
    /// rows.</summary>
    public MetricInterval MacroAccuracy { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.TopKAccuracy"/> of k = 5. It is 1 if there are at most five classes.</summary>
    public MetricInterval TopFiveAccuracy { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.LogLoss"/>.</summary>
    public MetricInterval LogLoss { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.BrierScore"/>.</summary>
    public MetricInterval BrierScore { get; }

    /// <summary>The interval for <see cref="LogitsMetrics.MeanEntropy"/>.</summary>
    public MetricInterval MeanEntropy { get; }

    private MetricInterval Of(BootstrapSums sums, Func<ReplicateSums, double> metric)
    {
        // A replicate of few rows may lack the metric.
        double[] values = [.. sums.Replicates.Select(metric).Where(value => !double.IsNaN(value)).Order()];
        double tail = (1 - ConfidenceLevel) / 2;
        return new MetricInterval(Quantile(values, tail), Quantile(values, 1 - tail));
    }

    // Interpolates linearly between the order statistics, as NumPy's percentile does.
    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double position = share * (sorted.Length - 1);
        int index = (int)position;
        double low = sorted[index], high = sorted[Math.Min(index + 1, sorted.Length - 1)];
        // The difference of two infinities is NaN.
        return low == high ? low : low + (high - low) * (position - index);
    }
}
