namespace LseMlNet.Cli.Evaluate;

/// <summary>A column of the table of metrics; null is what is not reported.</summary>
internal sealed record MetricsColumn(string Title, string Subtitle)
{
    /// <summary>The k of <see cref="TopKAccuracy"/>.</summary>
    public const int TopK = 3;

    public double? LogLoss { get; init; }

    public double? Accuracy { get; init; }

    public double? TopKAccuracy { get; init; }

    public double? BrierScore { get; init; }

    public double? ExpectedCalibrationError { get; init; }

    public double? MaximumCalibrationError { get; init; }

    public double? MeanEntropy { get; init; }

    /// <summary>The pictures that the numbers are of.</summary>
    public required long Pictures { get; init; }

    /// <summary>The pictures that they leave out.</summary>
    public long LeftOut { get; init; }

    /// <summary>The pictures that they take in with NaN for a probability.</summary>
    public long WithNaN { get; init; }

    /// <summary>Before and after calibration.</summary>
    public static IEnumerable<MetricsColumn> Of(HeldOutEvaluation evaluation) => [Of("before", evaluation.Before), Of("after", evaluation.After)];

    private static MetricsColumn Of(string title, LogitsMetrics metrics) => new(title, "")
    {
        LogLoss = metrics.LogLoss,
        Accuracy = metrics.MicroAccuracy,
        TopKAccuracy = metrics.TopKAccuracy(Math.Min(TopK, metrics.ClassCount)),
        BrierScore = metrics.BrierScore,
        ExpectedCalibrationError = metrics.ExpectedCalibrationError,
        MaximumCalibrationError = metrics.MaximumCalibrationError,
        MeanEntropy = metrics.MeanEntropy,
        Pictures = metrics.EvaluatedRowCount,
        LeftOut = metrics.InvalidRowCount,
    };
}
