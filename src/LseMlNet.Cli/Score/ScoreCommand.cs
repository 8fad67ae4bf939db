using System.CommandLine;
using System.Globalization;

namespace LseMlNet.Cli.Score;

/// <summary>The command "score" and its options.</summary>
internal sealed class ScoreCommand
{
    private const string Description =
        "Turns files of logits into probabilities and more, and writes a file that has the same rows. The memory that this needs does not grow with the files. " +
        "Without an option for an output: --softmax.";

    private readonly LogitsArgument _logits = new();
    private readonly LogitsReadOptions _read = new();

    private readonly (ScoreOutput Output, Option<bool> Option)[] _outputs =
    [
        (ScoreOutput.Softmax, new("--softmax") { Description = "The probability of each class." }),
        (ScoreOutput.LogSoftmax, new("--log-softmax") { Description = "The logarithm of each probability." }),
        (ScoreOutput.LogSumExp, new("--log-sum-exp") { Description = "The logarithm of the sum of the exponentials." }),
        (ScoreOutput.Entropy, new("--entropy") { Description = "The entropy of the probabilities, in nats." }),
        (ScoreOutput.Margin, new("--margin") { Description = "The difference between the two highest logits, divided by the temperature." }),
        (ScoreOutput.Label, new("--label") { Description = "The index of the most probable class, from 0." }),
    ];

    private readonly Option<int> _topK = OptionKinds.Number(
        "--top-k", "K", initial: 0, minimum: 1, maximum: int.MaxValue, "The indices of the K most probable classes, and their probabilities.");

    private readonly Option<double> _temperature = new("--temperature")
    {
        Description = "Divide the logits by this number first, as calibration does.",
        HelpName = "T",
        DefaultValueFactory = _ => 1,
        CustomParser = argument =>
            double.TryParse(argument.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature) && temperature > 0 && double.IsFinite(temperature)
                ? temperature
                : OptionKinds.Refuse<double>(argument, "a positive number"),
    };

    private readonly Option<int?> _classAxis = OptionKinds.ClassAxis(
        "A", "The axis of the classes in a row that is a tensor, counted without the first axis of the file: from 0, or from -1 for the last.");

    private readonly ScoreOutputFile _out = new();
    private readonly ShardOptions _shard = new();

    public static Command Create()
    {
        var options = new ScoreCommand();
        var command = new Command("score", Description);
        options._logits.AddTo(command);
        options._out.AddTo(command);
        foreach (Option option in (Option[])[.. options._outputs.Select(output => output.Option), options._topK, options._temperature, options._classAxis])
        {
            command.Options.Add(option);
        }

        options._read.AddTo(command);
        options._shard.AddTo(command);
        command.SetWork(options.Score);
        return command;
    }

    private int Score(ParseResult result, CancellationToken stop)
    {
        Shard? shard = _shard.Read(result, _out.IsFile(result), new Messages());
        using LogitsPaths paths = _logits.Read(result);
        ScoreRequest request = Request(result);
        ScoreTarget target = _out.Check(result, paths.Files, shard);
        LogitsFileOptions options = _read.Read(result);
        (options.PartIndex, options.PartCount) = shard is null ? (0, 1) : (shard.Number - 1, shard.Count);
        try
        {
            return UnusableFile.Explain(
                () =>
                {
                    var source = new LogitsSource(paths.Files, options);
                    OutputTable table = source.IsDouble
                        ? new ScoredRows<double>(source, request, ScoreKernels.Double, stop).Table
                        : new ScoredRows<float>(source, request, ScoreKernels.Single, stop).Table;
                    target.Write(table);
                    return ExitCode.Done;
                },
                paths);
        }
        catch (OperationCanceledException)
        {
            new Messages().Note("stopped; nothing was written");
            return ExitCode.Stopped;
        }
    }

    private ScoreRequest Request(ParseResult result)
    {
        int top = result.GetValue(_topK);
        ScoreOutput[] outputs = [.. _outputs.Where(output => result.GetValue(output.Option)).Select(output => output.Output), .. top > 0 ? [ScoreOutput.TopK] : Array.Empty<ScoreOutput>()];
        return new ScoreRequest(outputs.Length > 0 ? outputs : [ScoreOutput.Softmax], top, result.GetValue(_temperature), result.GetValue(_classAxis));
    }
}
