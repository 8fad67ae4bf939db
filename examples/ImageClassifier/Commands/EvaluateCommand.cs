using System.CommandLine;
using LseMlNet.Examples.ImageClassifier.Evaluation;

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

    public static Command Create()
    {
        var options = new EvaluateCommand();
        var command = new Command("evaluate", Description)
        {
            options._data, options._model, options._labels, options._bins, options._compareNaive,
        };
        command.SetWork((result, _) =>
        {
            new EvaluationRun(options.ToRequest(result), Console.Out, Console.Error).Run();
            return ExitCode.Done;
        });
        return command;
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
