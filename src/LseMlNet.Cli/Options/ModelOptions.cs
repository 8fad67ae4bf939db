using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static LseMlNet.Cli.Options.OptionKinds;

namespace LseMlNet.Cli.Options;

/// <summary>The options that choose the model, for every command that classifies.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _model = FilePath(
        "--model", "file.onnx", "An ONNX model that takes one picture as planes of pixels, [batch, channels, height, width], and gives a logit for each class.");

    private readonly Option<string?> _labels = FilePath(
        "--labels", "file.txt",
        "The names of the classes, one per line; of a line \"n02123045 tabby, tabby cat\" the word tabby. Without this option, the classes of your own model are shown by number.");

    private readonly Option<PictureSize> _size = Parsed(
        "--size", "WxH", new PictureSize(28, 28), PictureSize.Parse, "width and height, each 1 to 10000, as in 224x224",
        "The size that the model takes.");

    private readonly Option<string> _resize = Choice(
        "--resize", ["crop", "pad", "fill"],
        "How to fit a picture of another shape: crop what sticks out, pad with black, or fill by stretching.");

    private readonly Option<string> _channels = Choice(
        "--channels", ["gray", "luma", "rgb", "bgr"],
        "The color channels that the model takes: gray (the green channel, which in a gray picture is the gray value), " +
        "luma (the brightness of a color picture), rgb or bgr.");

    private readonly Option<ChannelValues> _mean = Parsed(
        "--mean", "M", new ChannelValues(0), ChannelValues.Parse, "a number, or one for each channel as in 123.7,116.3,103.5",
        "The model gets (pixel - mean) x scale, with pixels from 0 to 255. One number for all channels, or one for each in the order of --channels: 123.7,116.3,103.5");

    private readonly Option<ChannelValues> _scale = Parsed(
        "--scale", "S", new ChannelValues(1), ChannelValues.ParseNonZero, "a number, or one for each channel as in 0.0171,0.0175,0.0174; none may be 0",
        "See --mean. One number for all channels, or one for each.");

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

    private Option[] InPipeline => [_model, _size, _resize, _channels, _mean, _scale];

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _model, _labels, _size, _resize, _channels, _mean, _scale, _pipeline, _minimumProbability })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(RefuseModelBesidePipeline);
        command.Validators.Add(RefuseOtherCounts);
    }

    public ModelChoice Read(ParseResult result)
    {
        bool shippedModel = result.GetValue(_model) is null && result.GetValue(_pipeline) is null;
        return new ModelChoice(
            ModelFile: result.GetValue(_model) ?? ModelChoice.ShippedModel,
            LabelsFile: result.GetValue(_labels) ?? (shippedModel ? ModelChoice.ShippedLabels : null),
            Input: new ModelInput(
                result.GetRequiredValue(_size),
                Enum.Parse<Resizing>(result.GetRequiredValue(_resize), ignoreCase: true),
                Enum.Parse<Channels>(result.GetRequiredValue(_channels), ignoreCase: true),
                result.GetRequiredValue(_mean),
                result.GetRequiredValue(_scale)),
            PipelineFile: result.GetValue(_pipeline),
            MinimumProbability: result.GetValue(_minimumProbability));
    }

    /// <summary>Adds an error when an option is given together with --pipeline.</summary>
    public void RefuseBesidePipeline(CommandResult command, Option option, string why = "whose file already sets it")
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

    // Reads the words of the command line: each option reports its own missing and wrong values, and defaults are not set yet.
    private void RefuseOtherCounts(CommandResult command)
    {
        int channels = Given(command, _channels) is "rgb" or "bgr" ? 3 : 1;
        foreach (Option option in new[] { _mean, _scale })
        {
            string? text = Given(command, option);
            int count = text is not null && ChannelValues.Parse(text) is { } values ? values.Count : 1;
            if (count != 1 && count != channels)
            {
                command.AddError($"{option.Name} is '{text}', {count} numbers; expected one{(channels > 1 ? $", or {channels}: one for each channel" : "")}." +
                    (count == 2 ? $" Write decimals with a point: {text!.Replace(',', '.')}." : ""));
            }
        }
    }

    private static string? Given(CommandResult command, Option option) => command.GetResult(option)?.Tokens is [.., Token last] ? last.Value : null;
}
