using System.CommandLine;

namespace LseMlNet.Cli.Evaluate;

/// <summary>The command "evaluate" and its options.</summary>
internal sealed class EvaluateCommand
{
    private const string Description =
        "Evaluates a model on held-out pictures, before and after TemperatureScaling has calibrated it on one half of them: metrics, a reliability " +
        "diagram, and how much accuracy improves when uncertain answers are refused. Or evaluates files of logits with --logits. Without options: the model and the 5,000 held-out pictures that ship with the program.";

    private readonly HeldOutOptions _heldOut = new();

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Also show what exp(x) / sum of exp(x) in float and ML.NET's own Evaluate would have reported.",
    };

    private readonly PartialOption _partial = new();

    private readonly OutputOptions _form = new("one for each figure, with \"section\", \"when\", \"of\", \"figure\" and \"value\"");

    private readonly LogitsFilesOptions _logits;

    private EvaluateCommand() => _logits = new LogitsFilesOptions(_heldOut.Labels, [.. _heldOut.ForPictures, _compareNaive]);

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", Description);
        options._heldOut.AddTo(command);
        options._logits.AddTo(command);
        command.Options.Add(options._compareNaive);
        options._partial.AddTo(command);
        options._form.AddTo(command);
        command.SetWork(options.Evaluate);
        return command;
    }

    private int Evaluate(ParseResult result, CancellationToken stop)
    {
        var messages = new Messages();
        if (_logits.Read(result, _heldOut.Bins(result)) is { } logits)
        {
            return _partial.Read(result, logits.Files, messages) is { } part ? LogitsEvaluation.WritePart(logits, part, messages) : LogitsEvaluation.Print(logits, messages, _form.Read(result));
        }

        EvaluationRequest request = _heldOut.Read(result) with { CompareNaive = result.GetValue(_compareNaive) };
        if (_partial.Read(result, request.Files, messages) is { } target)
        {
            return PicturesPart.Write(PicturesPart.Evaluation, target, request, messages, stop);
        }

        if (EvaluationRun.Run(request, messages, stop) is not { } evaluation)
        {
            return ExitCode.Stopped;
        }

        if (evaluation.StoppedNote is { } note)
        {
            messages.Note(note);
        }

        int exitCode = EvaluationOutput.Write(evaluation, _form.Read(result));
        return stop.IsCancellationRequested ? ExitCode.Stopped : exitCode;
    }
}
