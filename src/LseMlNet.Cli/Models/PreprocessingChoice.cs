namespace LseMlNet.Cli.Models;

/// <summary>
/// The user's choices about how pictures are prepared for the model. A null value is filled in from the preset, from the file
/// preprocessor_config.json beside the model, or from the model itself.
/// </summary>
internal sealed record PreprocessingChoice
{
    private const string ConfigFile = "preprocessor_config.json";

    private static readonly PictureSize DefaultSize = new(28, 28);

    /// <summary>The name of a preset, or the path of a preprocessor_config.json.</summary>
    public string? Preset { get; init; }

    public PictureSize? Size { get; init; }

    public ImageFit? Fit { get; init; }

    public int? ShortSide { get; init; }

    public ImageFilter? Filter { get; init; }

    public ImageChannels? Channels { get; init; }

    public ImageLayout? Layout { get; init; }

    public ChannelValues? Mean { get; init; }

    public ChannelValues? Scale { get; init; }

    public ChannelValues? Deviation { get; init; }

    public ImageBackground? Background { get; init; }

    /// <summary>The files that <see cref="Complete"/> reads, if they exist.</summary>
    /// <param name="modelFile">The path of the model.</param>
    public IEnumerable<string> FilesFor(string modelFile) => new[] { Preset, BesideOf(modelFile) }.OfType<string>().Where(File.Exists);

    /// <summary>Fills in everything that the user did not choose.</summary>
    /// <param name="model">The model for which the pictures are prepared.</param>
    /// <param name="note">Receives a note about where the other values come from.</param>
    /// <exception cref="UnusableInputException">The options contradict each other, or do not fit the model.</exception>
    public ImagePreprocessingOptions Complete(ModelFile model, Action<string> note)
    {
        ImageLayout layout = Layout ?? model.Input.Layout;
        ImagePreprocessingOptions options = Base(model, layout, note);
        options.Layout = layout;
        options.AsBytes = model.Input.IsBytes;
        options.MaxPixels = ImageDecoder.MaxPixels;
        SetSize(options);
        SetChannels(options);
        options.Filter = Filter ?? options.Filter;
        options.Background = Background ?? options.Background;
        options.Mean = Mean?.ToArray() ?? options.Mean;
        options.Scale = Scale?.ToArray() ?? (Deviation is null ? options.Scale : Array.ConvertAll(Deviation.ToArray(), value => 1 / value));
        Check(options, model);
        return options;
    }

    private static string BesideOf(string modelFile) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelFile))!, ConfigFile);

    private ImagePreprocessingOptions Base(ModelFile model, ImageLayout layout, Action<string> note)
    {
        PictureSize? size = Size ?? model.Input.Size(model.Input.Layout);
        if (Preset is not null)
        {
            return ImagePreprocessingOptions.PresetNames.Contains(Preset, StringComparer.OrdinalIgnoreCase)
                ? Named(Preset, size, model.Input.Channels(layout) == 1)
                : UnusableInputException.Explain(
                    $"{PreprocessingOptions.PresetName} '{Preset}' cannot be used", () => ImagePreprocessingOptions.FromFile(Preset));
        }

        string beside = BesideOf(model.Path);
        if (File.Exists(beside))
        {
            ImagePreprocessingOptions options = UnusableInputException.Explain(
                $"{beside} cannot be used; {PreprocessingOptions.PresetName} none ignores it", () =>
                    ImagePreprocessingOptions.FromFile(beside));
            note($"the pictures are prepared as {beside} says; {PreprocessingOptions.PresetName} none ignores it");
            return options;
        }

        size ??= model.Input.IsSizeDynamic
            ? throw new UnusableInputException(
                $"model '{model.Path}' takes pictures of any size, {model.Input.Shape}; expected --size with the size that it was " +
                "trained with, as in --size 224x224")
            : DefaultSize;
        return Named("none", size, isGray: true);
    }

    private static ImagePreprocessingOptions Named(string preset, PictureSize? size, bool isGray)
    {
        ImagePreprocessingOptions options = size is null
            ? ImagePreprocessingOptions.FromPreset(preset)
            : ImagePreprocessingOptions.FromPreset(preset, size.Width, size.Height);
        options.Channels = isGray && options.Mean.Count == 1 ? ImageChannels.Gray : options.Channels;
        return options;
    }

    private void SetSize(ImagePreprocessingOptions options)
    {
        if (Size is { } size && (size.Width, size.Height) != (options.Width, options.Height))
        {
            // This keeps the part of the picture that is cut out the same.
            options.ShortSide = (int?)(
                (long?)options.ShortSide * Math.Max(size.Width, size.Height) / Math.Max(options.Width, options.Height));
            (options.Width, options.Height) = (size.Width, size.Height);
        }

        if (Fit is { } fit)
        {
            (options.Fit, options.ShortSide) = (fit, fit == ImageFit.Crop ? options.ShortSide : null);
        }

        options.ShortSide = ShortSide ?? options.ShortSide;
    }

    private void SetChannels(ImagePreprocessingOptions options)
    {
        ImageChannels channels = Channels ?? options.Channels;
        bool isReversed = (channels, options.Channels) is (ImageChannels.Bgr, ImageChannels.Rgb) or (ImageChannels.Rgb, ImageChannels.Bgr);
        if (isReversed)
        {
            (options.Mean, options.Scale) = ([.. options.Mean.Reverse()], [.. options.Scale.Reverse()]);
        }

        options.Channels = channels;
    }

    private static void Check(ImagePreprocessingOptions options, ModelFile model)
    {
        int longer = Math.Max(options.Width, options.Height);
        if (options.ShortSide is { } side && (options.Fit != ImageFit.Crop || side < longer))
        {
            throw new UnusableInputException(options.Fit == ImageFit.Crop
                ? $"--short-side is {side}; expected {longer} or more, because a picture of {options.Width}x{options.Height} is cut from " +
                    "the scaled one"
                : $"--short-side is {side} and --resize is {options.Fit.ToString().ToLowerInvariant()}; expected --resize crop, because " +
                    "only cropping scales the short side");
        }

        int channels = options.Channels == ImageChannels.Gray ? 1 : 3;
        foreach ((string option, IReadOnlyList<float> values) in new[] { ("--mean", options.Mean), ("--scale or --std", options.Scale) })
        {
            if (values.Count != 1 && values.Count != channels)
            {
                throw new UnusableInputException(
                    $"the preprocessing has {values.Count} numbers for {option}, but --channels " +
                    $"{options.Channels.ToString().ToLowerInvariant()} has {channels}; set {option}");
            }
        }

        if (options.AsBytes && (options.Mean.Any(mean => mean != 0) || options.Scale.Any(scale => scale != 1)))
        {
            throw new UnusableInputException(
                $"model '{model.Path}' takes pixels as bytes (uint8), so --mean, --scale and --std cannot be applied; expected none of " +
                "them, and no --preprocess that has them");
        }

        model.Input.CheckFits(options);
    }
}
