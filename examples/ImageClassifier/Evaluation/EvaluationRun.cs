using LseMlNet.Examples.ImageClassifier.Output;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.Examples.ImageClassifier.Evaluation;

/// <summary>The command: reads, scores, evaluates and reports, one after the other.</summary>
internal sealed class EvaluationRun(EvaluationRequest request, TextWriter output, TextWriter errors)
{
    private const int MistakesShown = 5;

    // Takes logits of ordinary size to where exp overflows.
    private const float Amplification = 100;

    private readonly EvaluationReport _report = new(output);

    /// <exception cref="UnusableInputException">The data, the model or the names of classes cannot be used.</exception>
    public void Run()
    {
        var ml = new MLContext();
        ml.Log += (_, message) => Warn(message);
        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        var pictures = LabelledPictures.Read(request.DataFolder);
        using WorkProgress progress = new Messages().Progress("Scoring", pictures.Count);
        IReadOnlyList<ScoredPicture> scored = PictureScorer.Score(ml, request.ModelFile, pictures, progress);
        string[] classNames = labels.Names(scored[0].Logits.Length);

        (LogitsMetrics all, HeldOutEvaluation evaluation) = UnusableInputException.Explain($"what model '{request.ModelFile}' gives cannot be evaluated", () =>
            (ml.MulticlassClassification.EvaluateLogits(ScoredPicture.ToData(ml, scored, classNames.Length)), HeldOutEvaluation.Run(ml, scored, classNames, request.Bins)));
        _report.Set(pictures, all);
        if (request.IsOwnModelOnShippedPictures)
            _report.OtherClasses();
        if (request.CompareNaive)
            CompareNaive(evaluation, scored, classNames);
        else
            _report.Metrics(evaluation, []);

        _report.Reliability("before", evaluation.Before);
        _report.Reliability("after", evaluation.After);
        _report.Acceptance(
            AcceptanceCurve.Draw(ml, evaluation.Shown, HeldOutEvaluation.Probabilities),
            AcceptanceCurve.Draw(ml, evaluation.Shown, HeldOutEvaluation.CalibratedProbabilities));
        _report.Mistakes(Confusions.MostFrequent(ml, evaluation.Shown, classNames, MistakesShown));
    }

    private void CompareNaive(HeldOutEvaluation evaluation, IReadOnlyList<ScoredPicture> scored, string[] classNames)
    {
        // What is odd about the other ways stands in the table.
        var ml = new MLContext();
        IReadOnlyList<MetricsColumn> others = OtherWays.Columns(ml, evaluation, request.Bins);
        _report.Metrics(evaluation, others);
        if (others.Any(column => column.WithNaN > 0))
            return;

        _report.Amplified(Amplification);
        ScoredPicture[] amplified = [.. scored.Select(picture => picture.Times(Amplification))];
        var amplifiedEvaluation = HeldOutEvaluation.Run(ml, amplified, classNames, request.Bins);
        _report.Metrics(amplifiedEvaluation, OtherWays.Columns(ml, amplifiedEvaluation, request.Bins));
    }

    private void Warn(LoggingEventArgs message)
    {
        if (message.Kind == ChannelMessageKind.Warning)
            errors.WriteLine($"warning: {message.RawMessage}");
    }
}
