using System.CommandLine;
using Microsoft.ML;

namespace LseMlNet.Cli.Report;

/// <summary>The command "report" and its options.</summary>
internal sealed class ReportCommand
{
    private const string Description =
        "Writes a report of what pictures show and of how far the answers can be trusted: one HTML file that needs nothing else, for the screen and for print. " +
        "Without options, the report is about the model, the pictures and the held-out pictures that ship with the program.";

    private readonly PicturesArgument _pictures = new();
    private readonly ModelOptions _model = new();
    private readonly LimitOptions _limits = LimitOptions.ForFiles();
    private readonly DataOptions _data = new("those that ship with the program for its own model, none for any other model");

    private readonly Option<int> _top = OptionKinds.Number("--top", "K", initial: 3, minimum: 1, maximum: int.MaxValue, "How many classes to show for each picture.");

    private readonly Option<string> _out = new("--out")
    {
        Description = "The file to write.",
        HelpName = "file.html",
        DefaultValueFactory = _ => "report.html",
    };

    private readonly Option<bool> _force = OptionKinds.Force();

    public static Command Create()
    {
        var options = new ReportCommand();
        options._out.RefuseBadPath();
        var command = new Command("report", Description);
        options._pictures.AddTo(command);
        options._model.AddTo(command);
        options._data.AddTo(command);
        options._limits.AddTo(command);
        foreach (Option option in new Option[] { options._top, options._out, options._force })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result => options._data.RefuseBesidePipeline(result, options._model));
        command.SetWork(options.Report);
        return command;
    }

    private int Report(ParseResult result, CancellationToken stop)
    {
        string file = result.GetRequiredValue(_out);
        ModelChoice model = _model.Read(result);
        EvaluationRequest? request = RequestOf(result, model);
        var messages = new Messages();
        var run = new ClassificationRun(_pictures.Read(result), _limits.Read(result), messages, Shard.Whole);
        new OutputFile(_out.Name, file, $"report '{file}' cannot be written", IsPage)
            .Check([.. run.Files, .. model.Files, .. request is null ? [] : LabelledPictures.FilesIn(request.DataFolder)], result.GetValue(_force));
        Classifier classifier = model.Open(new MLContext(), messages);
        var outcomes = new List<Outcome>();
        run.Run(classifier, result.GetValue(_top), outcomes.Add, stop);
        if (run.Done == 0 && stop.IsCancellationRequested)
        {
            // An empty report must not replace one with content.
            messages.Note($"report '{file}' is not written, because it would be empty");
            return ExitCode.Stopped;
        }

        (EvaluationResult? evaluation, string? whyNot, bool failed) = Evaluate(request, messages, stop);
        var data = new ReportData(
            outcomes,
            model.MinimumProbability,
            evaluation,
            whyNot,
            [.. new[] { run.Done < run.Total ? run.StoppedNote : null, evaluation?.StoppedNote }.OfType<string>()],
            Provenance.Of(model, classifier.Input, evaluation, DateTimeOffset.Now));
        Write(file, data);
        return stop.IsCancellationRequested ? ExitCode.Stopped : run.HasErrors || failed || evaluation?.UnusablePictures > 0 || evaluation?.All.InvalidRowCount > 0 ? ExitCode.Unusable : ExitCode.Done;
    }

    // The report shows the other pictures even if there is a problem with the held-out ones.
    private static (EvaluationResult? Result, string? WhyNot, bool Failed) Evaluate(EvaluationRequest? request, Messages messages, CancellationToken stop)
    {
        if (request is null)
        {
            return (null, "no held-out pictures were given for this model (--data).", false);
        }

        try
        {
            EvaluationResult? evaluation = stop.IsCancellationRequested ? null : EvaluationRun.Run(request, messages, stop);
            return (evaluation, evaluation is null ? "the work was stopped before the evaluation." : null, false);
        }
        catch (UnusableInputException e)
        {
            messages.Error(e.Message);
            return (null, e.Message, true);
        }
    }

    // The garments that ship with the program are only used to evaluate the model that ships with it.
    private EvaluationRequest? RequestOf(ParseResult result, ModelChoice model) =>
        (_data.Folder(result) ?? (model.IsShipped ? LabelledPictures.Shipped : null)) is { } folder
            ? new EvaluationRequest(folder, model with { MinimumProbability = 0 }, _data.Bins(result), CompareNaive: false, _limits.Read(result))
            : null;

    private static bool IsPage(string file)
    {
        const string Start = "<!DOCTYPE html>";
        using var reader = new StreamReader(file);
        var start = new char[Start.Length];
        return reader.ReadBlock(start) == start.Length && Start.Equals(new string(start), StringComparison.OrdinalIgnoreCase);
    }

    private static void Write(string file, ReportData data)
    {
        // The page is rendered first, so that an error in a picture is not reported as an error in writing the file.
        using var html = new StringWriter();
        HtmlPages.Write<ReportPage>(html, data.Evaluation is null ? [data] : [data, data.Evaluation]);
        UnusableInputException.Explain($"report '{file}' cannot be written", () =>
        {
            SafeFile.Write(file, stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.Write(html.GetStringBuilder());
            });
            return file;
        });
        string evaluated = data.Evaluation is { } evaluation ? $"; {Numbers.Count(evaluation.Pictures)} held-out pictures evaluated" : "";
        Console.WriteLine($"{Printable.Line(file)}: {data.Answered.Count()} answered, {data.Refused.Count()} refused, {data.Unusable.Count()} not usable{evaluated}.");
    }
}
