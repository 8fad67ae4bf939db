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
        "--model", "file.onnx", "An ONNX model that takes such a picture and gives a logit for each class.");

    private readonly Option<string?> _labels = OptionKinds.FilePath(
        "--labels", "file.txt", "The names of the classes, one per line. Without this option, the classes of your own model are shown by number.");

    private readonly PreprocessingOptions _preprocessing = new();
    private readonly LimitOptions _limits = LimitOptions.ForFiles();

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
            options._model, options._labels, options._compareNaive,
        };
        options._data.AddTo(command);
        options._preprocessing.AddTo(command);
        options._limits.AddTo(command);
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
        return stop.IsCancellationRequested ? ExitCode.Stopped : evaluation.UnusablePictures + evaluation.All.InvalidRowCount > 0 ? ExitCode.Unusable : ExitCode.Done;
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
        var model = new ModelChoice(
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            OutputName: null,
            Input: _preprocessing.Read(result),
            PipelineFile: null,
            MinimumProbability: 0);
        return new EvaluationRequest(_data.Folder(result) ?? LabelledPictures.Shipped, model, _data.Bins(result), result.GetValue(_compareNaive), _limits.Read(result));
    }
}
