namespace LseMlNet.Cli.Evaluate;

/// <summary>A column of the metrics table; a metric that is null is not reported.</summary>
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

    /// <summary>The number of pictures that the metrics include.</summary>
    public required long Pictures { get; init; }

    /// <summary>The number of pictures that the metrics leave out.</summary>
    public long LeftOut { get; init; }

    /// <summary>The number of included pictures with a probability of NaN.</summary>
    public long WithNaN { get; init; }

    /// <summary>Before and after calibration.</summary>
    public static IEnumerable<MetricsColumn> Of(HeldOutEvaluation evaluation) => [Of("before", evaluation.Before), Of("after", evaluation.After)];

    public static MetricsColumn Of(string title, LogitsMetrics metrics) => new(title, "")
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
