using System.CommandLine;
using Microsoft.ML;
using Spectre.Console;

namespace LseMlNet.Cli.Classify;

/// <summary>The command "classify" and its options, which are also those of the program without a command.</summary>
internal sealed class ClassifyCommand
{
    private readonly PicturesArgument _pictures = new();
    private readonly ModelOptions _model = new();
    private readonly LimitOptions _limits = LimitOptions.ForFiles();

    private readonly Option<int> _top = OptionKinds.Number("--top", "K", initial: 3, minimum: 1, maximum: int.MaxValue, "How many classes to show for each picture.");

    private readonly OutputOptions _output = new("one for each picture, with \"label\", or with \"error\" when it cannot be used");

    private readonly Option<string?> _save = OptionKinds.FilePath(
        "--save", "file.zip", "Save the whole pipeline to this file, model and labels included: an ML.NET model file.");

    private readonly Option<bool> _force = OptionKinds.Force();

    private readonly Option<bool> _compareNaive = new("--compare-naive")
    {
        Description = "Also show, for each probability, what exp(x) / sum of exp(x) gives in float.",
    };

    public static Command Create()
    {
        var command = new Command("classify", "Classifies pictures. This command is the default and may be left out.");
        AddTo(command);
        return command;
    }

    /// <summary>Makes a command classify.</summary>
    public static void AddTo(Command command)
    {
        var options = new ClassifyCommand();
        options._pictures.AddTo(command);
        options._model.AddTo(command);
        foreach (Option option in new Option[] { options._top, options._save, options._force, options._compareNaive })
        {
            command.Options.Add(option);
        }

        options._limits.AddTo(command);
        options._output.AddTo(command);
        command.Validators.Add(result => options._model.RefuseBesidePipeline(result, options._save));
        command.SetWork(options.Classify);
    }

    private int Classify(ParseResult result, CancellationToken stop)
    {
        ModelChoice model = _model.Read(result);
        var messages = new Messages();
        var run = new ClassificationRun(_pictures.Read(result), _limits.Read(result), messages);
        string? file = result.GetValue(_save);
        if (file is not null)
        {
            new OutputFile(_save.Name, file, Classifier.NotSaved(file), PipelineArchive.IsPipeline).Check([.. run.Files, .. model.Files], result.GetValue(_force));
        }

        Classifier classifier = model.Open(new MLContext(), messages);
        if (file is not null)
        {
            classifier.Save(file);
        }

        int top = Math.Min(result.GetValue(_top), classifier.MostClasses);
        using (IClassificationOutput output = Output(result, classifier, top))
        {
            run.Run(classifier, top, output.Add, stop);
        }

        return stop.IsCancellationRequested ? ExitCode.Stopped : run.HasErrors ? ExitCode.Unusable : ExitCode.Done;
    }

    private IClassificationOutput Output(ParseResult result, Classifier classifier, int top)
    {
        bool compareNaive = result.GetValue(_compareNaive);
        return _output.Read(result) switch
        {
            OutputForm.Json => new JsonOutput(Console.Out, compareNaive),
            OutputForm.Csv => new CsvOutput(Console.Out, compareNaive, top),
            OutputForm.Tables => new TableOutput(AnsiConsole.Console, compareNaive, classifier.MinimumProbability),
            _ => new TextOutput(Console.Out, compareNaive, classifier.MinimumProbability),
        };
    }
}
