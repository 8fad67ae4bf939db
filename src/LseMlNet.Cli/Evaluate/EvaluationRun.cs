using Microsoft.ML;
using Microsoft.ML.Runtime;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Reads, scores and evaluates pictures.</summary>
internal static class EvaluationRun
{
    // This factor makes logits of ordinary size so large that exp overflows.
    private const float Amplification = 100;

    /// <summary>Evaluates the pictures that were scored before the user stopped the program; null if there are too few.</summary>
    /// <exception cref="UnusableInputException">The data, the model or the names of the classes cannot be used.</exception>
    public static EvaluationResult? Run(EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        MLContext ml = Context(messages);
        ScoredSet set = Score(ml, request, messages, stop);
        if (set.Pictures.Count < LabelledPictures.Fewest && stop.IsCancellationRequested)
        {
            messages.Note($"stopped after {set.Pictures.Count} of {set.Given} held-out pictures, too few to evaluate");
            return null;
        }

        return Evaluate(ml, request, set);
    }

    /// <summary>Scores the pictures, or those of one shard. If the user stops the program, the rest are left out.</summary>
    /// <exception cref="UnusableInputException">The data, the model or the names of the classes cannot be used.</exception>
    public static ScoredSet Score(MLContext ml, EvaluationRequest request, Messages messages, CancellationToken stop) =>
        HeldOutFiles.Are(request.DataFolder) ? FileScorer.Score(ml, request, messages, stop) : PictureScorer.Score(ml, request, messages, stop);

    /// <summary>A context whose warnings the user sees.</summary>
    public static MLContext Context(Messages messages)
    {
        var ml = new MLContext();
        ml.Log += (_, message) => Warn(messages, message);
        return ml;
    }

    /// <summary>Evaluates scored pictures.</summary>
    /// <exception cref="UnusableInputException">There are too few pictures, or their logits cannot be evaluated.</exception>
    public static EvaluationResult Evaluate(MLContext ml, EvaluationRequest request, ScoredSet set) => set.Pictures.Count >= LabelledPictures.Fewest
        ? Explain($"the logits of model '{request.ModelFile}' cannot be evaluated", () => Evaluate(ml, request, set, [.. set.ClassNames]))
        : throw new UnusableInputException($"--data '{request.DataFolder}' has too few usable pictures; expected {LabelledPictures.Fewest} or more");

    private static EvaluationResult Evaluate(MLContext ml, EvaluationRequest request, ScoredSet set, string[] classNames)
    {
        IReadOnlyList<ScoredPicture> scored = set.Pictures;
        LogitsMetrics all = ml.MulticlassClassification.EvaluateLogits(ScoredPicture.ToData(ml, scored, classNames.Length));
        var heldOut = HeldOutEvaluation.Run(ml, scored, classNames, request.Bins, IntervalRow.Samples);
        IReadOnlyList<MetricsColumn> others = request.CompareNaive ? OtherWays.Columns(heldOut, request.Bins) : [];
        return new EvaluationResult(
            request,
            set.Given - set.Unusable,
            set.Size,
            all,
            heldOut,
            [.. MetricsColumn.Of(heldOut), .. others],
            AcceptanceCurve.Draw(ml, heldOut.Shown, HeldOutEvaluation.Probabilities),
            AcceptanceCurve.Draw(ml, heldOut.Shown, HeldOutEvaluation.CalibratedProbabilities),
            heldOut.Before.ConfusionMatrix,
            // If naive code has already failed, there is nothing more to show.
            request.CompareNaive && !others.Any(column => column.WithNaN > 0) ? Amplify(scored, classNames, request.Bins) : null,
            Guarantees.Find(heldOut.CalibrationPictures, heldOut.ShownPictures, classNames.Length))
        {
            UnusablePictures = set.Unusable,
        };
    }

    private static AmplifiedEvaluation Amplify(IReadOnlyList<ScoredPicture> scored, string[] classNames, int bins)
    {
        ScoredPicture[] amplified = [.. scored.Select(picture => picture.Times(Amplification))];
        var heldOut = HeldOutEvaluation.Run(new MLContext(), amplified, classNames, bins, replicates: 0);
        return new AmplifiedEvaluation(Amplification, heldOut, [.. MetricsColumn.Of(heldOut), .. OtherWays.Columns(heldOut, bins)]);
    }

    private static void Warn(Messages messages, LoggingEventArgs message)
    {
        if (message.Kind == ChannelMessageKind.Warning)
        {
            messages.Warning(UnusableInputException.WithoutApi(message.RawMessage));
        }
    }
}
