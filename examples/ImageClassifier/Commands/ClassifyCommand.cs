using System.CommandLine;
using Microsoft.ML;

namespace LseMlNet.Examples.ImageClassifier.Commands;

/// <summary>The command "classify" and its options, which are those of the program where no command is named.</summary>
internal sealed class ClassifyCommand
{
    private readonly PicturesArgument _pictures = new();
    private readonly ModelOptions _model = new();

    private readonly Option<int> _top = OptionKinds.Number("--top", "K", normally: 3, least: 1, most: int.MaxValue, "How many classes to show for each picture.");

    private readonly Option<string?> _save = new("--save")
    {
        Description = "Save the whole pipeline there, model and labels included: an ML.NET model file.",
        HelpName = "file.zip",
    };

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Show beside each probability what exp(x) / sum of exp(x) gives in float.",
    };

    public static Command Create()
    {
        var command = new Command("classify", "Says what pictures show. The command may be left out.");
        AddTo(command);
        return command;
    }

    /// <summary>Lets a command classify.</summary>
    public static void AddTo(Command command)
    {
        var options = new ClassifyCommand();
        options._pictures.AddTo(command);
        options._model.AddTo(command);
        foreach (Option option in new Option[] { options._top, options._save, options._compareNaive })
            command.Options.Add(option);
        command.Validators.Add(result => options._model.RefuseBesidePipeline(result, options._save));
        command.SetWork(options.Classify);
    }

    private int Classify(ParseResult result, CancellationToken stop)
    {
        var report = new ConsoleReport(Console.Out, Console.Error, result.GetValue(_compareNaive));
        report.Attempt(() =>
        {
            Classifier classifier = _model.Read(result).Open(new MLContext());
            if (result.GetValue(_save) is { } file)
                classifier.Save(file);
            ClassifyAll(classifier, _pictures.Read(result), result.GetValue(_top), report, stop);
        });
        report.Summary();
        return stop.IsCancellationRequested ? ExitCode.Stopped : report.HasErrors ? ExitCode.Unusable : ExitCode.Done;
    }

    // A bad folder, or a bad picture, does not keep the others from being classified.
    private static void ClassifyAll(Classifier classifier, IReadOnlyList<string> arguments, int top, ConsoleReport report, CancellationToken stop)
    {
        foreach (string argument in arguments)
        {
            report.Attempt(() =>
            {
                foreach (Picture picture in PictureFinder.Find(argument).TakeWhile(_ => !stop.IsCancellationRequested))
                    report.Attempt(() => report.Add(classifier.Classify(picture, top)));
            });
        }
    }
}
