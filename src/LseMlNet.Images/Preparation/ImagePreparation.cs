using System.Globalization;

namespace LseMlNet.Images;

/// <summary>
/// The user's <see cref="ImagePreprocessingOptions"/> after validation: the whole state of the stage, and its saved form.
/// </summary>
internal sealed class ImagePreparation
{
    public const string Stage = "PreprocessImages";

    public const long DefaultMaxPixels = 100_000_000;

    private const int MaxSide = 10_000;

    public ImagePreparation(ImagePreprocessingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Width, Height) = (CheckSide(options.Width, nameof(options.Width)), CheckSide(options.Height, nameof(options.Height)));
        Fit = Checked(options.Fit, nameof(options.Fit));
        Filter = Checked(options.Filter, nameof(options.Filter));
        Channels = Checked(options.Channels, nameof(options.Channels));
        Layout = Checked(options.Layout, nameof(options.Layout));
        Background = Checked(options.Background, nameof(options.Background));
        UnreadableImages = Checked(options.UnreadableImages, nameof(options.UnreadableImages));
        Mean = PerChannel(options.Mean, nameof(options.Mean));
        Scale = PerChannel(options.Scale, nameof(options.Scale));
        if (Scale.Contains(0))
        {
            throw Invalid(nameof(options.Scale), $"is {Texts(Scale)}; expected no 0, which would make every picture the same");
        }

        AsBytes = options.AsBytes;
        if (AsBytes && (Mean.Any(mean => mean != 0) || Scale.Any(scale => scale != 1) || UnreadableImages != UnreadableImageHandling.Throw))
        {
            throw Invalid(
                nameof(options.AsBytes),
                $"is true; expected {nameof(Mean)} 0, {nameof(Scale)} 1 and {nameof(UnreadableImages)} " +
                $"{nameof(UnreadableImageHandling.Throw)}, because a byte holds nothing but a pixel");
        }

        ShortSide = CheckShortSide(options.ShortSide);
        MaxPixels = options.MaxPixels >= 1 ? options.MaxPixels : throw Invalid(nameof(options.MaxPixels), FormattableString.Invariant($"is {options.MaxPixels}; expected 1 or more"));
    }

    public int Width { get; }

    public int Height { get; }

    public ImageFit Fit { get; }

    /// <summary>0 if the picture is cropped as little as possible.</summary>
    public int ShortSide { get; }

    public ImageFilter Filter { get; }

    public ImageChannels Channels { get; }

    public ImageLayout Layout { get; }

    /// <summary>One for each channel.</summary>
    public float[] Mean { get; }

    /// <summary>One for each channel.</summary>
    public float[] Scale { get; }

    public ImageBackground Background { get; }

    public bool AsBytes { get; }

    public UnreadableImageHandling UnreadableImages { get; }

    public long MaxPixels { get; }

    public int ChannelCount => Channels == ImageChannels.Gray ? 1 : 3;

    /// <summary>The number of values for a picture.</summary>
    public int Length => ChannelCount * Height * Width;

    /// <summary>The axes of the vector.</summary>
    public int[] Dimensions => Layout == ImageLayout.ChannelsFirst ? [ChannelCount, Height, Width] : [Height, Width, ChannelCount];

    public static int CheckSide(int side, string name) => side is >= 1 and <= MaxSide
        ? side
        : throw Invalid(name, FormattableString.Invariant($"is {side}; expected 1 to {MaxSide}, the size that the model takes in pixels"));

    // *** Binary format *** int32: width, height, fit, short side (0 for none), filter, channels, layout, background, what unreadable
    // pictures become, 1 for bytes int64: the largest number of pixels float, one for each channel: mean; then the same number of scales
    public void Write(BinaryWriter writer)
    {
        foreach (int value in (int[])[Width, Height, (int)Fit, ShortSide, (int)Filter, (int)Channels, (int)Layout, (int)Background,
            (int)UnreadableImages, AsBytes ? 1 : 0])
        {
            writer.Write(value);
        }

        writer.Write(MaxPixels);
        foreach (float value in (float[])[.. Mean, .. Scale])
        {
            writer.Write(value);
        }
    }

    public static ImagePreparation Read(BinaryReader reader)
    {
        var options = new ImagePreprocessingOptions
        {
            Width = reader.ReadInt32(),
            Height = reader.ReadInt32(),
            Fit = (ImageFit)reader.ReadInt32(),
            ShortSide = reader.ReadInt32() is var side and not 0 ? side : null,
            Filter = (ImageFilter)reader.ReadInt32(),
            Channels = (ImageChannels)reader.ReadInt32(),
            Layout = (ImageLayout)reader.ReadInt32(),
            Background = (ImageBackground)reader.ReadInt32(),
            UnreadableImages = (UnreadableImageHandling)reader.ReadInt32(),
            AsBytes = reader.ReadInt32() != 0,
            MaxPixels = reader.ReadInt64(),
        };
        int channels = options.Channels == ImageChannels.Gray ? 1 : 3;
        options.Mean = ReadSingles(reader, channels);
        options.Scale = ReadSingles(reader, channels);
        return new ImagePreparation(options);
    }

    private static float[] ReadSingles(BinaryReader reader, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = reader.ReadSingle();
        }

        return values;
    }

    private int CheckShortSide(int? shortSide)
    {
        const string name = nameof(ImagePreprocessingOptions.ShortSide);
        return shortSide switch
        {
            null => 0,
            _ when Fit != ImageFit.Crop => throw Invalid(
                name, FormattableString.Invariant($"is {shortSide} and {nameof(ImagePreprocessingOptions.Fit)} is {Fit}; expected {nameof(ImageFit.Crop)}, because only cropping scales the short side")),
            { } side when side >= Math.Max(Width, Height) && side <= MaxSide => side,
            _ => throw Invalid(
                name, FormattableString.Invariant($"is {shortSide}; expected {Math.Max(Width, Height)}, the longer of {nameof(Width)} and {nameof(Height)}, to {MaxSide}")),
        };
    }

    private float[] PerChannel(IReadOnlyList<float>? values, string name)
    {
        if (values is null || (values.Count != 1 && values.Count != ChannelCount) || !values.All(float.IsFinite))
        {
            string numbers = Texts(values ?? []);
            string found = values switch { null => "null", [_] => numbers, _ => $"{values.Count} numbers ({numbers})" };
            string each = ChannelCount == 1 ? "" : $", or {ChannelCount}, one for each channel";
            throw Invalid(name, $"is {found}; expected one finite number for all channels{each}");
        }

        return [.. Enumerable.Range(0, ChannelCount).Select(channel => values[values.Count == 1 ? 0 : channel])];
    }

    private static string Texts(IEnumerable<float> values) => string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    private static T Checked<T>(T value, string name)
        where T : struct, Enum =>
            Enum.IsDefined(value) ? value : throw Invalid(name, $"is {value}; expected {string.Join(", ", Enum.GetNames<T>())}");

    private static ArgumentOutOfRangeException Invalid(string name, string problem) => new(name, $"{Stage}: {name} {problem}.");
}
