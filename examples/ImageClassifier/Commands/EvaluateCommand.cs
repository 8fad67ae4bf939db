using System.CommandLine;
using LseMlNet.Examples.ImageClassifier.Evaluation;
using LseMlNet.Examples.ImageClassifier.Output;
using Spectre.Console;

namespace LseMlNet.Examples.ImageClassifier.Commands;

/// <summary>The command "evaluate" and its options.</summary>
internal sealed class EvaluateCommand
{
    private const string Description =
        "Evaluates a model on held-out pictures, before and after one half of them has calibrated it by TemperatureScaling: metrics, a reliability " +
        "diagram, and what it pays to refuse unsure answers. Without options: the model and the 5,000 held-out pictures that come with the program.";

    private readonly Option<string?> _data = new("--data")
    {
        Description = "A folder with the files images-idx3-ubyte and labels-idx1-ubyte, or the same with .gz, as MNIST and its kin come in.",
        HelpName = "folder",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "An ONNX model that takes such a picture as a plane of gray values, 0 to 255, and gives a logit for each class.",
        HelpName = "file.onnx",
    };

    private readonly Option<string?> _labels = new("--labels")
    {
        Description = "The names of the classes, one a line. Without this, the classes of a model of your own go by number.",
        HelpName = "file.txt",
    };

    private readonly Option<int> _bins = OptionKinds.Number(
        "--bins", "B", normally: 15, least: 1, most: 100, "How many bins of equal width confidence is put into, to compare it with accuracy.");

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Show beside them what exp(x) / sum of exp(x) in float and ML.NET's own Evaluate would have reported.",
    };

    private readonly OutputOptions _output = new("one for each figure, with \"section\", \"when\", \"of\", \"figure\" and \"value\"");

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", Description)
        {
            options._data, options._model, options._labels, options._bins, options._compareNaive,
        };
        options._output.AddTo(command);
        command.SetWork(options.Evaluate);
        return command;
    }

    private int Evaluate(ParseResult result, CancellationToken stop)
    {
        if (EvaluationRun.Run(ToRequest(result), new Messages(), stop) is not { } evaluation)
            return ExitCode.Stopped;

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
            DataFolder: result.GetValue(_data) ?? LabelledPictures.Shipped,
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            Bins: result.GetValue(_bins),
            CompareNaive: result.GetValue(_compareNaive));
    }
}
