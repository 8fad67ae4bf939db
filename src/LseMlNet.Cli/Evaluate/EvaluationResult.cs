namespace LseMlNet.Cli.Evaluate;

/// <summary>All that an evaluation has found, for whoever shows it.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="PicturesGiven">How many there were to score.</param>
/// <param name="PictureSize">The size of the pictures.</param>
/// <param name="All">The metrics of all pictures, as the model is.</param>
/// <param name="HeldOut">Before and after one half has calibrated the other.</param>
/// <param name="Columns">The metrics side by side.</param>
/// <param name="AcceptanceBefore">What it pays to refuse, with the probabilities as they are.</param>
/// <param name="AcceptanceAfter">The same with the calibrated ones.</param>
/// <param name="Confusions">What was taken for what.</param>
/// <param name="Amplified">The same with amplified logits, where that was asked for and shows anything.</param>
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
    AmplifiedEvaluation? Amplified)
{
    /// <summary>How many were scored: fewer, where that was stopped.</summary>
    public long Pictures => All.RowCount;

    public string? StoppedNote => Pictures < PicturesGiven ? $"stopped after {Pictures} of {PicturesGiven} held-out pictures" : null;
}

/// <summary>An evaluation of logits that were multiplied by a factor.</summary>
internal sealed record AmplifiedEvaluation(float Factor, HeldOutEvaluation HeldOut, IReadOnlyList<MetricsColumn> Columns);
