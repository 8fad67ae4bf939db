using Microsoft.ML;

namespace LseMlNet.Cli.Calibrate;

/// <summary>Fits a temperature to scored pictures.</summary>
internal static class Calibration
{
    private const string Logits = nameof(ScoredPicture.Logits);

    /// <summary>The stage that divides the column of logits by the best temperature.</summary>
    /// <exception cref="UnusableInputException">There are too few usable pictures.</exception>
    public static TemperatureScalingTransformer Fit(MLContext ml, ScoredSet set) => UnusableInputException.Explain(
        "the held-out pictures cannot be used for calibration",
        () => set.Pictures.Count > 0
            ? ml.Transforms.TemperatureScaling(Logits, Logits).Fit(ScoredPicture.ToData(ml, set.Pictures, set.ClassNames.Count))
            : throw new InvalidDataException("none of them was scored"));
}
