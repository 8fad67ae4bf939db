using Microsoft.ML;

namespace LseMlNet.Cli.Evaluate;

/// <summary>Scores held-out pictures in files, prepared as <c>classify</c> does. A picture that cannot be used is reported and left out.</summary>
internal static class FileScorer
{
    /// <exception cref="UnusableInputException">The model, the labels or the classes of the pictures cannot be used.</exception>
    public static FileScores Score(MLContext ml, EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        HeldOutFiles files = HeldOutFiles.Read(request.DataFolder, messages);
        Classifier classifier = request.Model.Open(ml, messages);
        Labels labels = request.LabelsFile is null ? Labels.None : Labels.Read(request.LabelsFile);
        IReadOnlyList<uint> classes = files.Match(labels.Names(classifier.MostClasses));
        var scored = new List<ScoredPicture>(files.Pictures.Count);
        int done = 0;
        using (WorkProgress progress = messages.Progress("Scoring", files.Pictures.Count))
        {
            IEnumerable<(Classification? Classification, string? Error)> results = InParallel.Select(
                files.Pictures.TakeWhile(_ => !stop.IsCancellationRequested), files.Pictures.Count, classifier, (own, item) => Classify(own, item.Picture, request.Limits));
            foreach ((Classification? classification, string? error) in results)
            {
                if (classification is null)
                {
                    messages.Error(error!);
                }
                else
                {
                    scored.Add(new ScoredPicture { Label = classes[done], Logits = Logits(classification) });
                }

                progress.Report(++done);
            }
        }

        PictureSize size = new(classifier.Input!.Width, classifier.Input.Height);
        return new FileScores(scored, done, files.Pictures.Count, size);
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

/// <summary>The scores of pictures in files.</summary>
/// <param name="Pictures">Those that could be scored.</param>
/// <param name="Done">How many were tried before the user stopped the work.</param>
/// <param name="Given">How many there are.</param>
/// <param name="Size">The size that the model takes.</param>
internal sealed record FileScores(IReadOnlyList<ScoredPicture> Pictures, int Done, int Given, PictureSize Size)
{
    public int Unusable => Done - Pictures.Count;
}
