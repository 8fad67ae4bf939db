using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static LseMlNet.Cli.Options.OptionKinds;

namespace LseMlNet.Cli.Options;

/// <summary>The options that specify how pictures are prepared for a model.</summary>
internal sealed class PreprocessingOptions
{
    public const string PresetName = "--preprocess";

    private readonly Option<string?> _preset = new(PresetName)
    {
        Description = $"How the model was trained: {string.Join(", ", ImagePreprocessingOptions.PresetNames)}, or the path of a preprocessor_config.json. " +
            "Without this option, a preprocessor_config.json beside the model is used if there is one. The other options override it.",
        HelpName = "name|file.json",
    };

    private readonly Option<PictureSize?> _size = Optional(
        "--size", "WxH", PictureSize.Parse, "width and height, each 1 to 10000, as in 224x224",
        "The size that the model takes. Without this option: the size that the model states, or 28x28.");

    private readonly Option<string?> _resize = OptionalChoice(
        "--resize", ["crop", "pad", "fill"], "How to fit a picture of another shape: crop what sticks out (the default), pad with --background, or fill by stretching.");

    private readonly Option<int?> _shortSide = new("--short-side")
    {
        Description = "With --resize crop: scale the short side of the picture to this many pixels, and cut --size from the middle, as in \"resize to 256, crop to 224\".",
        HelpName = "N",
        CustomParser = argument => int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is > 0 and <= 10_000
            ? side
            : Refuse<int?>(argument, "a number from 1 to 10000"),
    };

    private readonly Option<string?> _filter = OptionalChoice(
        "--filter", ["bilinear", "bicubic", "lanczos", "nearest"], "How pixels are computed: bilinear (the default), bicubic or lanczos, all with antialiasing, or nearest.",
        "filter");

    private readonly Option<string?> _channels = OptionalChoice(
        "--channels", ["gray", "luma", "rgb", "bgr"],
        "The color channels that the model expects: gray (the brightness, also called luma), rgb or bgr.");

    private readonly Option<string?> _layout = OptionalChoice(
        "--layout", ["nchw", "nhwc"], "The order of the model's axes: [batch, channels, height, width] or [batch, height, width, channels]. Without this option: the order that the model's shape implies.");

    private readonly Option<ChannelValues?> _mean = Optional(
        "--mean", "M", ChannelValues.Parse, "a number, or one for each channel as in 123.7,116.3,103.5",
        "The model gets (pixel - mean) x scale, with pixels from 0 to 255. One number for all channels, or one for each in the order of --channels: 123.7,116.3,103.5");

    private readonly Option<ChannelValues?> _scale = Optional(
        "--scale", "S", ChannelValues.ParseNonZero, "a number, or one for each channel as in 0.0171,0.0175,0.0174; none may be 0",
        "See --mean. One number for all channels, or one for each.");

    private readonly Option<ChannelValues?> _deviation = Optional(
        "--std", "D", ChannelValues.ParseNonZero, "a number, or one for each channel as in 58.4,57.1,57.4; none may be 0",
        "The standard deviation, in place of --scale: the model gets (pixel - mean) / std, with pixels from 0 to 255.");

    private readonly Option<string?> _background = OptionalChoice(
        "--background", ["black", "white"], "What transparent pixels are drawn on, and what surrounds a padded picture. Black by default.");

    /// <summary>All of them.</summary>
    public Option[] All => [_preset, _size, _resize, _shortSide, _filter, _channels, _layout, _mean, _scale, _deviation, _background];

    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }

        _preset.CompletionSources.Add([.. ImagePreprocessingOptions.PresetNames]);
        _preset.Validators.Add(RefuseUnknownPreset);
        command.Validators.Add(RefuseOtherCounts);
        command.Validators.Add(RefuseFractions);
    }

    public PreprocessingChoice Read(ParseResult result) => new()
    {
        Preset = result.GetValue(_preset),
        Size = result.GetValue(_size),
        Fit = Word<ImageFit>(result.GetValue(_resize)),
        ShortSide = result.GetValue(_shortSide),
        Filter = Word<ImageFilter>(result.GetValue(_filter)),
        Channels = result.GetValue(_channels) is "luma" ? ImageChannels.Gray : Word<ImageChannels>(result.GetValue(_channels)),
        Layout = result.GetValue(_layout) switch { "nchw" => ImageLayout.ChannelsFirst, "nhwc" => ImageLayout.ChannelsLast, _ => null },
        Mean = result.GetValue(_mean),
        Scale = result.GetValue(_scale),
        Deviation = result.GetValue(_deviation),
        Background = Word<ImageBackground>(result.GetValue(_background)),
    };

    private static T? Word<T>(string? word)
        where T : struct, Enum => word is null ? null : Enum.Parse<T>(word, ignoreCase: true);

    private static void RefuseUnknownPreset(OptionResult preset)
    {
        if (preset.Tokens is [.., Token name] && !ImagePreprocessingOptions.PresetNames.Contains(name.Value, StringComparer.OrdinalIgnoreCase) && !File.Exists(name.Value))
        {
            preset.AddError($"{PresetName} is '{name.Value}'; expected one of {string.Join(", ", ImagePreprocessingOptions.PresetNames)}, or the path of a preprocessor_config.json.");
        }
    }

    // Reads the words of the command line: each option reports its own missing and wrong values, and defaults are not set yet.
    private void RefuseOtherCounts(CommandResult command)
    {
        // A preset may have three channels.
        int channels = Given(command, _channels) is "rgb" or "bgr" || (Given(command, _channels) is null && Given(command, _preset) is not null) ? 3 : 1;
        foreach (Option option in new[] { _mean, _scale, _deviation })
        {
            string? text = Given(command, option);
            int count = text is not null && ChannelValues.Parse(text) is { } values ? values.Count : 1;
            if (count != 1 && count != channels)
            {
                command.AddError($"{option.Name} is '{text}', {count} numbers; expected one{(channels > 1 ? $", or {channels}: one for each channel" : "")}." +
                    (count == 2 ? $" Write decimals with a point: {text!.Replace(',', '.')}." : ""));
            }
        }

        if (Given(command, _scale) is not null && Given(command, _deviation) is not null)
        {
            command.AddError($"{_scale.Name} and {_deviation.Name} say the same thing; remove one of them.");
        }
    }

    // PyTorch states both values for pixels from 0 to 1.
    private void RefuseFractions(CommandResult command)
    {
        if (Given(command, _deviation) is { } text && ChannelValues.Parse(text)?.ToArray() is { } values && values.All(value => value is > 0 and < 1))
        {
            string multiplied = string.Join(',', values.Select(value => (value * 255).ToString("0.###", CultureInfo.InvariantCulture)));
            command.AddError($"{_deviation.Name} is '{text}'; expected a standard deviation of pixels from 0 to 255: {multiplied}. The same holds for {_mean.Name}. Or use {PresetName} imagenet.");
        }
    }

    private static string? Given(CommandResult command, Option option) => command.GetResult(option)?.Tokens is [.., Token last] ? last.Value : null;
}
