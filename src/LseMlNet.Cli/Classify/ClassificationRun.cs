namespace LseMlNet.Cli.Classify;

/// <summary>
/// Classifies the pictures that the arguments name, in the order of the arguments. A picture that cannot be used does not stop the run.
/// </summary>
internal sealed class ClassificationRun
{
    private readonly IReadOnlyList<(string Name, Picture? Picture, string? Error)> _work;
    private readonly Limits _limits;
    private readonly Messages _messages;

    public ClassificationRun(IEnumerable<string> arguments, Limits limits, Messages messages, Shard shard)
    {
        (_limits, _messages) = (limits, messages);
        _work = shard.Of([.. arguments.SelectMany(Find)]);
    }

    /// <summary>The number of pictures, plus the number of arguments that name no pictures.</summary>
    public int Total => _work.Count;

    /// <summary>The files of the pictures.</summary>
    public IEnumerable<string> Files => _work.Select(work => work.Picture?.File).OfType<string>();

    /// <summary>How many of these have been processed.</summary>
    public int Done { get; private set; }

    public bool HasErrors { get; private set; }

    /// <summary>
    /// Classifies everything. If the user stops the program, the current pictures are finished and the rest are left out.
    /// </summary>
    public void Run(Classifier classifier, int top, Action<Outcome> report, CancellationToken stop)
    {
        using (WorkProgress progress = _messages.Progress("Classifying", Total))
        {
            IEnumerable<Outcome> outcomes = InParallel.Select(
                _work.TakeWhile(_ => !stop.IsCancellationRequested),
                _work.Count,
                classifier,
                (own, work) => work.Picture is null ? new Outcome(work.Name, null, null, work.Error) : Classify(own, work.Picture, top));
            foreach (Outcome outcome in outcomes)
            {
                if (outcome.Error is not null)
                {
                    HasErrors = true;
                    _messages.Error(outcome.Error);
                }
                report(outcome);
                progress.Report(++Done);
            }
        }
        if (stop.IsCancellationRequested)
        {
            _messages.Note(StoppedNote);
        }
    }

    /// <summary>States how far the run got before it was stopped.</summary>
    public string StoppedNote => $"stopped after {Done} of {Total} pictures";

    private IReadOnlyList<(string Name, Picture? Picture, string? Error)> Find(string argument)
    {
        try
        {
            FoundPictures found = PictureFinder.Find(argument);
            if (found.Skipped > 0)
            {
                _messages.Note($"{argument}: {found.Skipped} {(found.Skipped == 1 ? "entry" : "entries")} of the folder skipped; " +
                    $"pictures are files that end in {PictureFinder.ExpectedExtensions}");
            }

            return [.. found.Pictures.Select(picture => (picture.Name, (Picture?)picture, (string?)null))];
        }
        catch (UnusableInputException e)
        {
            return [(argument, null, e.Message)];
        }
    }

    private Outcome Classify(Classifier classifier, Picture picture, int top)
    {
        try
        {
            return new Outcome(picture.Name, picture, classifier.Classify(picture, top, _limits), null);
        }
        catch (UnusableInputException e)
        {
            return new Outcome(picture.Name, picture, null, e.Message);
        }
    }
}
