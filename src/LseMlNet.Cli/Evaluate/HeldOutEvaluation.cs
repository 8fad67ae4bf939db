using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// The main part of the command: calibrates on one half of the pictures, and measures the effect on the other half.
/// </summary>
/// <param name="Scaling">The temperature, fitted on one half.</param>
/// <param name="CalibrationPictures">That half.</param>
/// <param name="ShownPictures">The other half, which is evaluated.</param>
/// <param name="Shown">The evaluated half as data, with logits, calibrated logits, and the probabilities of both.</param>
/// <param name="Before">The metrics of the logits.</param>
/// <param name="After">The metrics of the calibrated logits.</param>
internal sealed record HeldOutEvaluation(
    TemperatureScalingTransformer Scaling,
    IReadOnlyList<ScoredPicture> CalibrationPictures,
    IReadOnlyList<ScoredPicture> ShownPictures,
    IDataView Shown,
    LogitsMetrics Before,
    LogitsMetrics After)
{
    public const string Logits = nameof(ScoredPicture.Logits);
    public const string Calibrated = "Calibrated";
    public const string Probabilities = "Probabilities";
    public const string CalibratedProbabilities = "CalibratedProbabilities";

    public static HeldOutEvaluation Run(MLContext ml, IReadOnlyList<ScoredPicture> pictures, IReadOnlyList<string> classNames, int bins, int replicates)
    {
        // The pictures alternate between the halves, so that the halves are alike even if the set is ordered.
        ScoredPicture[] evenHalf = [.. pictures.Where((_, i) => i % 2 == 0)];
        ScoredPicture[] oddHalf = [.. pictures.Where((_, i) => i % 2 == 1)];

        var pipeline = ml.Transforms.NameClasses(Logits, classNames)
            .Append(ml.Transforms.TemperatureScaling(Calibrated, Logits));
        var calibration = pipeline.Fit(ScoredPicture.ToData(ml, evenHalf, classNames.Count));

        IDataView calibrated = calibration.Transform(ScoredPicture.ToData(ml, oddHalf, classNames.Count));
        LogitsMetrics before = Measure(ml, calibrated, Logits, bins, replicates), after = Measure(ml, calibrated, Calibrated, bins, replicates);

        var softmax = ml.Transforms.Softmax([new(Probabilities, Logits), new(CalibratedProbabilities, Calibrated)]);
        return new HeldOutEvaluation(calibration.LastTransformer, evenHalf, oddHalf, softmax.Fit(calibrated).Transform(calibrated), before, after);
    }

    private static LogitsMetrics Measure(MLContext ml, IDataView data, string logits, int bins, int replicates) => ml.MulticlassClassification.EvaluateLogits(
        data,
        new LogitsMetricsOptions { LogitsColumnName = logits, BinCount = bins, KeepConfidences = true, BootstrapReplicates = replicates });
}
