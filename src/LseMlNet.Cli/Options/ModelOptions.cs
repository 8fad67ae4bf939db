using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static LseMlNet.Cli.Options.OptionKinds;

namespace LseMlNet.Cli.Options;

/// <summary>The options that choose the model, for every command that classifies.</summary>
internal sealed class ModelOptions
{
    public const string OutputName = "--output";

    private readonly Option<string?> _model = FilePath(
        "--model", "file.onnx",
        "An ONNX model that takes one picture, [batch, channels, height, width] or [batch, height, width, channels], and returns a " +
        "logit for each class.");

    private readonly Option<string?> _labels = FilePath(
        "--labels", "file.txt",
        "A file with the names of the classes, one per line or as JSON. A line such as \"n02123045 tabby, tabby cat\" is read as tabby. Without this option, your own model's classes get the names that the model states, or numbers.");

    private readonly Option<string?> _output = Output();

    private readonly PreprocessingOptions _preprocessing = new();

    private readonly Option<string?> _pipeline = FilePath(
        "--pipeline", "file.zip", "Use a saved pipeline instead of a model. It contains the model, the labels, the size and the rest.");

    private readonly Option<float> _minimumProbability = new("--minimum-probability")
    {
        Description = "Refuse to answer when the most probable class has less than this, 0 to 1.",
        HelpName = "P",
        DefaultValueFactory = _ => 0,
        CustomParser = argument =>
            float.TryParse(argument.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out float minimum) && minimum is >= 0 and <= 1
                ? minimum
                : Refuse<float>(argument, "a number from 0 to 1, as in 0.9"),
    };

    private Option[] InPipeline => [_model, _output, .. _preprocessing.All];

    /// <summary>The option that chooses the output of the model.</summary>
    public static Option<string?> Output() => new(OutputName)
    {
        Description = "The model's output that holds the logits, for a model that has several, or a tensor inside the model.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _labels, _output })
        {
            command.Options.Add(option);
        }

        _preprocessing.AddTo(command);
        command.Options.Add(_pipeline);
        command.Options.Add(_minimumProbability);
        command.Validators.Add(RefuseModelBesidePipeline);
    }

    public ModelChoice Read(ParseResult result)
    {
        bool shippedModel = result.GetValue(_model) is null && result.GetValue(_pipeline) is null;
        return new ModelChoice(
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            OutputName: result.GetValue(_output),
            Input: _preprocessing.Read(result),
            PipelineFile: result.GetValue(_pipeline),
            MinimumProbability: result.GetValue(_minimumProbability));
    }

    /// <summary>Adds an error when an option is given together with --pipeline.</summary>
    public void RefuseBesidePipeline(CommandResult command, Option option, string why = "whose file already specifies it")
    {
        if (command.GetResult(_pipeline) is not null && command.GetResult(option) is { Implicit: false })
        {
            command.AddError($"{option.Name} cannot be combined with --pipeline, {why}; remove one of them.");
        }
    }

    private void RefuseModelBesidePipeline(CommandResult command)
    {
        foreach (Option option in InPipeline)
        {
            RefuseBesidePipeline(command, option);
        }
    }
}
