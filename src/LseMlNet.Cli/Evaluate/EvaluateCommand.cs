using System.CommandLine;
using Spectre.Console;

namespace LseMlNet.Cli.Evaluate;

/// <summary>The command "evaluate" and its options.</summary>
internal sealed class EvaluateCommand
{
    private const string Description =
        "Evaluates a model on held-out pictures, before and after TemperatureScaling has calibrated it on one half of them: metrics, a reliability " +
        "diagram, and how much accuracy improves when uncertain answers are refused. Without options: the model and the 5,000 held-out pictures that ship with the program.";

    private readonly DataOptions _data = new("those that ship with the program");

    private readonly Option<string?> _model = OptionKinds.FilePath(
        "--model", "file.onnx", "An ONNX model that takes such a picture as a plane of gray values, 0 to 255, and gives a logit for each class.");

    private readonly Option<string?> _labels = OptionKinds.FilePath(
        "--labels", "file.txt", "The names of the classes, one per line. Without this option, the classes of your own model are shown by number.");

    private readonly Option<ChannelValues> _mean = Number(
        "--mean", 0, ChannelValues.Parse, "a number, as in 72.9", "The model gets (pixel - mean) x scale, with pixels from 0 to 255.");

    private readonly Option<ChannelValues> _scale = Number("--scale", 1, ChannelValues.ParseNonZero, "a number other than 0, as in 0.0078", "See --mean.");

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Also show what exp(x) / sum of exp(x) in float and ML.NET's own Evaluate would have reported.",
    };

    private readonly OutputOptions _output = new("one for each figure, with \"section\", \"when\", \"of\", \"figure\" and \"value\"");

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", Description)
        {
            options._model, options._labels, options._mean, options._scale, options._compareNaive,
        };
        options._data.AddTo(command);
        options._output.AddTo(command);
        command.SetWork(options.Evaluate);
        return command;
    }

    private int Evaluate(ParseResult result, CancellationToken stop)
    {
        var messages = new Messages();
        if (EvaluationRun.Run(ToRequest(result), messages, stop) is not { } evaluation)
        {
            return ExitCode.Stopped;
        }

        if (evaluation.StoppedNote is { } note)
        {
            messages.Note(note);
        }

        Write(evaluation, _output.Read(result));
        return stop.IsCancellationRequested ? ExitCode.Stopped : evaluation.All.InvalidRowCount > 0 ? ExitCode.Unusable : ExitCode.Done;
    }

    private static void Write(EvaluationResult evaluation, OutputForm form)
    {
        switch (form)
        {
            case OutputForm.Json:
                Figures.WriteJson(Console.Out, evaluation);
                break;
            case OutputForm.Csv:
                Figures.WriteCsv(Console.Out, evaluation);
                break;
            case OutputForm.Tables:
                EvaluationTables.Write(AnsiConsole.Console, evaluation);
                break;
            default:
                EvaluationText.Write(Console.Out, evaluation);
                break;
        }
    }

    private EvaluationRequest ToRequest(ParseResult result)
    {
        bool shippedModel = result.GetValue(_model) is null;
        return new EvaluationRequest(
            DataFolder: _data.Folder(result) ?? LabelledPictures.Shipped,
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            Mean: result.GetRequiredValue(_mean)[0],
            Scale: result.GetRequiredValue(_scale)[0],
            Bins: _data.Bins(result),
            CompareNaive: result.GetValue(_compareNaive));
    }

    // The pictures have one channel.
    private static Option<ChannelValues> Number(string name, float initial, Func<string, ChannelValues?> parse, string expected, string description) => OptionKinds.Parsed(
        name, name[2..3].ToUpperInvariant(), new ChannelValues(initial), text => parse(text) is { Count: 1 } value ? value : null, expected, description);
}
