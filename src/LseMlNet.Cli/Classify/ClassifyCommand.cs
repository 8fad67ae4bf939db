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

    private readonly Option<int> _top = OptionKinds.Number(
        "--top", "K", initial: 3, minimum: 1, maximum: int.MaxValue, "How many classes to show for each picture.");

    private readonly OutputOptions _output = new("one for each picture, with \"label\", or with \"error\" when it cannot be used");

    private readonly Option<string?> _save = OptionKinds.FilePath(
        "--save", "file.zip", "Save the whole pipeline to this file, model and labels included: an ML.NET model file.");

    private readonly Option<bool> _force = OptionKinds.Force();

    private readonly Option<string?> _out = OptionKinds.FilePath(
        "--out", "file",
        "Write the answers to this file, and nothing to the standard output: .csv is comma-separated values, .json, .jsonl and .ndjson " +
        "are one JSON object per line.");

    private readonly ShardOptions _shard = new();

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

    /// <summary>Sets up a command to classify pictures.</summary>
    public static void AddTo(Command command)
    {
        var options = new ClassifyCommand();
        options._pictures.AddTo(command);
        options._model.AddTo(command);
        foreach (Option option in new Option[] { options._top, options._out, options._save, options._force, options._compareNaive })
        {
            command.Options.Add(option);
        }

        options._shard.AddTo(command);
        options._limits.AddTo(command);
        options._output.AddTo(command);
        options._output.RefuseUnknownForm(command, options._out);
        command.Validators.Add(result => options._model.RefuseBesidePipeline(result, options._save));
        command.SetWork(options.Classify);
    }

    private int Classify(ParseResult result, CancellationToken stop)
    {
        ModelChoice model = _model.Read(result);
        var messages = new Messages();
        string? outFile = result.GetValue(_out);
        Shard? shard = _shard.Read(result, hasFile: outFile is not null, messages);
        var run = new ClassificationRun(_pictures.Read(result), _limits.Read(result), messages, shard ?? Shard.Whole);
        AnswersFile? answers = outFile is null ? null : new AnswersFile(shard?.FileFor(outFile) ?? outFile);
        answers?.Check(_out.Name, [.. run.Files, .. model.Files], result.GetValue(_force));
        string? file = result.GetValue(_save);
        if (file is not null)
        {
            new OutputFile(_save.Name, file, Classifier.NotSaved(file), PipelineArchive.IsPipeline).Check(
                [.. run.Files, .. model.Files], result.GetValue(_force));
        }

        Classifier classifier = model.Open(new MLContext(), messages);
        if (file is not null)
        {
            classifier.Save(file);
        }

        int top = Math.Min(result.GetValue(_top), classifier.MostClasses);
        if (answers is null)
        {
            Write(Console.Out);
        }
        else if (!answers.Write(Write))
        {
            messages.Note($"answers '{answers.Path}' are not written, because they would be incomplete");
        }

        return stop.IsCancellationRequested ? ExitCode.Stopped : run.HasErrors ? ExitCode.Unusable : ExitCode.Done;

        bool Write(TextWriter writer)
        {
            using IClassificationOutput output = Output(
                writer, _output.Read(result, outFile), result.GetValue(_compareNaive), classifier, top);
            run.Run(classifier, top, output.Add, stop);
            return run.Done == run.Total;
        }
    }

    private static IClassificationOutput Output(
        TextWriter writer, OutputForm form, bool compareNaive, Classifier classifier, int top) => form switch
        {
            OutputForm.Json => new JsonOutput(writer, compareNaive),
            OutputForm.Csv => new CsvOutput(writer, compareNaive, top),
            OutputForm.Tables => new TableOutput(AnsiConsole.Console, compareNaive, classifier.MinimumProbability),
            _ => new TextOutput(writer, compareNaive, classifier.MinimumProbability),
        };
}
