namespace LseMlNet.Cli.Evaluate;

/// <summary>All results of an evaluation.</summary>
/// <param name="Request">The evaluation that the user requested.</param>
/// <param name="PicturesGiven">The number of pictures to score.</param>
/// <param name="PictureSize">The size of the pictures.</param>
/// <param name="All">The metrics of all pictures, uncalibrated.</param>
/// <param name="HeldOut">The metrics of one half, before and after calibration on the other.</param>
/// <param name="Columns">The metrics side by side.</param>
/// <param name="AcceptanceBefore">The effect of refusing answers, before calibration.</param>
/// <param name="AcceptanceAfter">The effect of refusing answers, after calibration.</param>
/// <param name="Confusions">How often each class was mistaken for another.</param>
/// <param name="Amplified">The results with amplified logits; null if they were not requested, or if naive code has already failed.</param>
/// <param name="Guarantees">What can be promised about answers.</param>
internal sealed record EvaluationResult(
    EvaluationRequest Request,
    int PicturesGiven,
    PictureSize PictureSize,
    LogitsMetrics All,
    HeldOutEvaluation HeldOut,
    IReadOnlyList<MetricsColumn> Columns,
    IReadOnlyList<AcceptancePoint> AcceptanceBefore,
    IReadOnlyList<AcceptancePoint> AcceptanceAfter,
    ConfusionMatrix Confusions,
    AmplifiedEvaluation? Amplified,
    Guarantees Guarantees)
{
    /// <summary>The number of pictures that could not be read; they are left out.</summary>
    public int UnusablePictures { get; init; }

    /// <summary>The number of scored pictures, which is lower if scoring was stopped.</summary>
    public long Pictures => All.RowCount;

    public string? StoppedNote => Pictures < PicturesGiven ? $"stopped after {Pictures} of {PicturesGiven} held-out pictures" : null;
}

/// <summary>An evaluation of logits that were multiplied by a factor.</summary>
internal sealed record AmplifiedEvaluation(float Factor, HeldOutEvaluation HeldOut, IReadOnlyList<MetricsColumn> Columns);
