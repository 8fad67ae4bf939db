using Microsoft.ML;
using Microsoft.ML.Runtime;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Reads, scores and evaluates pictures.</summary>
internal static class EvaluationRun
{
    // This factor makes logits of ordinary size so large that exp overflows.
    private const float Amplification = 100;

    /// <summary>Evaluates the pictures that were scored before the user stopped the work; null if there are too few.</summary>
    /// <exception cref="UnusableInputException">The data, the model or the names of the classes cannot be used.</exception>
    public static EvaluationResult? Run(EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        var ml = new MLContext();
        ml.Log += (_, message) => Warn(messages, message);
        if (HeldOutFiles.Are(request.DataFolder))
        {
            return RunOnFiles(ml, request, messages, stop);
        }

        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        var pictures = LabelledPictures.Read(request.DataFolder);
        (IReadOnlyList<ScoredPicture> scored, IReadOnlyList<string>? stated) = PictureScorer.Score(ml, request, pictures, messages, stop);
        if (scored.Count < LabelledPictures.Fewest)
        {
            messages.Note($"stopped after {scored.Count} of {pictures.Count} held-out pictures, too few to evaluate");
            return null;
        }
        int classes = scored[0].Logits.Length;
        string[] classNames = labels.Or(stated, classes).Names(classes);
        return Explain($"the logits of model '{request.ModelFile}' cannot be evaluated", () => Evaluate(ml, request, pictures.Count, pictures.Size, scored, classNames));
    }

    private static EvaluationResult? RunOnFiles(MLContext ml, EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        FileScores scores = FileScorer.Score(ml, request, messages, stop);
        if (scores.Pictures.Count < LabelledPictures.Fewest)
        {
            messages.Note($"{scores.Pictures.Count} of {scores.Given} held-out pictures were scored, too few to evaluate");
            return stop.IsCancellationRequested ? null : throw new UnusableInputException($"--data '{request.DataFolder}' has too few usable pictures; expected {LabelledPictures.Fewest} or more");
        }

        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        string[] classNames = labels.Names(scores.Pictures[0].Logits.Length);
        return Explain(
            $"the logits of model '{request.ModelFile}' cannot be evaluated",
            () => Evaluate(ml, request, scores.Given - scores.Unusable, scores.Size, scores.Pictures, classNames) with { UnusablePictures = scores.Unusable });
    }

    private static EvaluationResult Evaluate(
        MLContext ml, EvaluationRequest request, int given, PictureSize size, IReadOnlyList<ScoredPicture> scored, string[] classNames)
    {
        LogitsMetrics all = ml.MulticlassClassification.EvaluateLogits(ScoredPicture.ToData(ml, scored, classNames.Length));
        var heldOut = HeldOutEvaluation.Run(ml, scored, classNames, request.Bins);
        IReadOnlyList<MetricsColumn> others = request.CompareNaive ? OtherWays.Columns(heldOut, request.Bins) : [];
        return new EvaluationResult(
            request,
            given,
            size,
            all,
            heldOut,
            [.. MetricsColumn.Of(heldOut), .. others],
            AcceptanceCurve.Draw(ml, heldOut.Shown, HeldOutEvaluation.Probabilities),
            AcceptanceCurve.Draw(ml, heldOut.Shown, HeldOutEvaluation.CalibratedProbabilities),
            ConfusionMatrix.Count(ml, heldOut.Shown, classNames),
            // If naive code has already failed, there is nothing more to show.
            request.CompareNaive && !others.Any(column => column.WithNaN > 0) ? Amplify(scored, classNames, request.Bins) : null);
    }

    private static AmplifiedEvaluation Amplify(IReadOnlyList<ScoredPicture> scored, string[] classNames, int bins)
    {
        ScoredPicture[] amplified = [.. scored.Select(picture => picture.Times(Amplification))];
        var heldOut = HeldOutEvaluation.Run(new MLContext(), amplified, classNames, bins);
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
