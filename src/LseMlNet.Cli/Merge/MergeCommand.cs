using System.CommandLine;

namespace LseMlNet.Cli.Merge;

/// <summary>The command "merge" and its options.</summary>
internal sealed class MergeCommand
{
    private const string Description =
        "Puts the parts that several machines have written with --partial together. The result is the same, to the last bit, as that of one process. " +
        "A part that is missing, that is there twice or that belongs to another job is an error that names it.";

    private readonly Argument<string[]> _parts = new("parts")
    {
        Description = "The files of all shards, in any order.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly OutputOptions _output = new("one for each figure, as the command that wrote the parts would have printed");

    public static Command Create()
    {
        var options = new MergeCommand();
        var command = new Command("merge", Description);
        command.Arguments.Add(options._parts);
        options._parts.RefuseUnknownOptions("A part is called", "a file");
        options._output.AddTo(command);
        command.SetWork(options.Merge);
        return command;
    }

    private int Merge(ParseResult result, CancellationToken _)
    {
        var messages = new Messages();
        IReadOnlyList<Part> parts = Parts.Read(result.GetRequiredValue(_parts));
        OutputForm form = _output.Read(result);
        return parts[0].Kind switch
        {
            PicturesPart.Evaluation => Evaluate(parts, messages, form),
            LogitsEvaluation.Kind => LogitsEvaluationOutput.Write(LogitsEvaluation.Merge(parts), form),
            PicturesPart.Calibration => Calibrate(parts, messages, form),
            _ => throw new UnusableInputException($"part '{parts[0].Path}' is a part of {parts[0].Kind}, which this version does not know"),
        };
    }

    private static int Evaluate(IReadOnlyList<Part> parts, Messages messages, OutputForm form)
    {
        (EvaluationRequest request, ScoredSet set) = PicturesPart.Join(parts);
        return EvaluationOutput.Write(EvaluationRun.Evaluate(EvaluationRun.Context(messages), request, set), form);
    }

    private static int Calibrate(IReadOnlyList<Part> parts, Messages messages, OutputForm form)
    {
        (_, ScoredSet set) = PicturesPart.Join(parts);
        return CalibrationOutput.Write(Calibration.Fit(EvaluationRun.Context(messages), set), set.Unusable, form);
    }
}
