namespace LseMlNet.Images;

/// <summary>The preprocessing of well-known families of models, by name.</summary>
internal static class ImagePresets
{
    private const float White = 255;

    // The crop of torchvision's models: 224 of 256 pixels.
    private const int CroppedEighths = 7;

    private static readonly Dictionary<string, Action<ImagePreprocessingOptions>> Presets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = _ => { },
        ["unit"] = options => options.Scale = [1 / White],
        ["symmetric"] = options => Normalize(options, [0.5f], [0.5f]),
        ["imagenet"] = options =>
        {
            Normalize(options, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
            options.ShortSide = Math.Max(options.Width, options.Height) * (CroppedEighths + 1) / CroppedEighths;
        },
        ["clip"] = options =>
        {
            Normalize(options, [0.48145466f, 0.4578275f, 0.40821073f], [0.26862954f, 0.26130258f, 0.27577711f]);
            options.Filter = ImageFilter.Bicubic;
        },
        ["caffe"] = options => (options.Channels, options.Mean) = (ImageChannels.Bgr, [103.939f, 116.779f, 123.68f]),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Presets.Keys];

    public static ImagePreprocessingOptions Create(string name, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Presets.TryGetValue(name, out Action<ImagePreprocessingOptions>? set))
        {
            throw new ArgumentException(
                $"PreprocessImages: there is no preset '{name}'; expected one of {string.Join(", ", Names)}.", nameof(name));
        }

        ImagePreparation.CheckSide(width, nameof(width));
        ImagePreparation.CheckSide(height, nameof(height));
        var options = new ImagePreprocessingOptions { Width = width, Height = height };
        set(options);
        return options;
    }

    /// <summary>Sets a mean and a standard deviation that are stated for pixels from 0 to 1.</summary>
    public static void Normalize(ImagePreprocessingOptions options, float[] mean, float[] deviation)
    {
        options.Mean = Array.ConvertAll(mean, value => value * White);
        options.Scale = Array.ConvertAll(deviation, value => 1 / (value * White));
    }
}
