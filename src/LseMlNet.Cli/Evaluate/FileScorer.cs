using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// Scores held-out pictures in files, prepared as <c>classify</c> does. A picture that cannot be used is reported and left out.
/// </summary>
internal static class FileScorer
{
    /// <exception cref="UnusableInputException">The model, the labels or the classes of the pictures cannot be used.</exception>
    public static ScoredSet Score(MLContext ml, EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        HeldOutFiles files = HeldOutFiles.Read(request.DataFolder, messages);
        Classifier classifier = request.Model.Open(ml, messages);
        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        IReadOnlyList<(Picture Picture, uint Class)> shard = request.Shard.Of(
            [.. files.Pictures.Zip(files.Match(labels.Names(classifier.MostClasses)), (item, label) => (item.Picture, label))]);
        var scored = new List<ScoredPicture>(shard.Count);
        int done = 0;
        using (WorkProgress progress = messages.Progress("Scoring", shard.Count))
        {
            IEnumerable<(Classification? Classification, string? Error)> results = InParallel.Select(
                shard.TakeWhile(_ => !stop.IsCancellationRequested), shard.Count, classifier, (own, item) => Classify(own, item.Picture, request.Limits));
            foreach ((Classification? classification, string? error) in results)
            {
                if (classification is null)
                {
                    messages.Error(error!);
                }
                else
                {
                    scored.Add(new ScoredPicture { Label = shard[done].Class, Logits = Logits(classification) });
                }

                progress.Report(++done);
            }
        }

        PictureSize size = new(classifier.Input!.Width, classifier.Input.Height);
        IReadOnlyList<string> classNames = scored.Count > 0 ? labels.Names(scored[0].Logits.Length) : [];
        return new ScoredSet(scored, classNames, size, shard.Count, done - scored.Count, files.Identity());
    }

    private static (Classification?, string?) Classify(Classifier classifier, Picture picture, Limits limits)
    {
        try
        {
            return (classifier.Classify(picture, int.MaxValue, limits), null);
        }
        catch (UnusableInputException e)
        {
            return (null, e.Message);
        }
    }

    // The answer lists all classes, the most probable first.
    private static float[] Logits(Classification classification)
    {
        float[] logits = new float[classification.Top.Count];
        foreach (ClassScore score in classification.Top)
        {
            logits[score.Index] = score.Logit;
        }

        return logits;
    }
}
