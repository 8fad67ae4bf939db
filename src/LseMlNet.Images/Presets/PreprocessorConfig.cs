using System.Text.Json;

namespace LseMlNet.Images;

/// <summary>
/// Reads the file preprocessor_config.json that the image processors of Hugging Face's transformers write. A setting that this library does
/// not support is refused, because ignoring it would give wrong answers.
/// </summary>
internal sealed class PreprocessorConfig
{
    private const float DefaultRescaling = 1 / 255f;

    // ConvNeXt scales the short side to size / 0.875, unless the file specifies another factor, and
    // then crops. From this size on, it stretches.
    private const int StretchedFrom = 384;

    private readonly JsonElement _root;

    private PreprocessorConfig(JsonElement root) => _root = root;

    public static ImagePreprocessingOptions Read(string path)
    {
        string text = File.ReadAllText(path);
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new PreprocessorConfig(document.RootElement).ToOptions()
                : throw new FormatException("it is not a JSON object");
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException)
        {
            throw new FormatException(
                $"PreprocessImages: '{path}' cannot be used: {e.Message.TrimEnd('.')}. Set the options one by one instead.", e);
        }
    }

    private ImagePreprocessingOptions ToOptions()
    {
        ImagePreprocessingOptions options = Fitted();
        options.Filter = Filter();
        options.Channels = Flag("do_flip_channel_order", false) ? ImageChannels.Bgr : ImageChannels.Rgb;
        float rescaling = Flag("do_rescale", true) ? Number("rescale_factor") ?? DefaultRescaling : 1;
        bool normalizes = Flag("do_normalize", Find("image_mean") is not null);
        float[] mean = normalizes ? Numbers("image_mean") : [0];
        float[] deviation = normalizes ? Numbers("image_std") : [1];
        // (pixel · rescaling − mean) / deviation
        options.Mean = Array.ConvertAll(mean, value => value / rescaling);
        options.Scale = Array.ConvertAll(deviation, value => rescaling / value);
        _ = new ImagePreparation(options);
        return options;
    }

    private ImagePreprocessingOptions Fitted()
    {
        (int Width, int Height)? crop = Flag("do_center_crop", Find("crop_size") is not null) ? Area("crop_size") ?? Area("size") : null;
        if (!Flag("do_resize", true))
        {
            throw new FormatException("it does not resize pictures (do_resize), so they have no common size");
        }

        if (ShortestEdge(crop is not null) is not { } edge)
        {
            (int width, int height) = Area("size") ?? throw new FormatException("it has no size with height and width, or shortest_edge");
            return crop is null || crop == (width, height)
                ? new ImagePreprocessingOptions { Width = width, Height = height, Fit = ImageFit.Fill }
                : throw new FormatException("it stretches pictures to one size and crops them to another");
        }

        if (Number("crop_pct") is { } share)
        {
            return edge >= StretchedFrom
                ? new ImagePreprocessingOptions { Width = edge, Height = edge, Fit = ImageFit.Fill }
                : new ImagePreprocessingOptions { Width = edge, Height = edge, ShortSide = (int)(edge / share) };
        }

        return crop is (int cropWidth, int cropHeight)
            ? new ImagePreprocessingOptions { Width = cropWidth, Height = cropHeight, ShortSide = edge }
            : throw new FormatException("it scales the short side and does not crop (do_center_crop), so pictures have no common size");
    }

    private ImageFilter Filter() => Number("resample") switch
    {
        null or 2 => ImageFilter.Bilinear,
        0 => ImageFilter.Nearest,
        1 => ImageFilter.Lanczos,
        3 => ImageFilter.Bicubic,
        { } other => throw new FormatException(FormattableString.Invariant($"resample is {other}; expected 0 (nearest), 1 (Lanczos), 2 (bilinear) or 3 (bicubic)")),
    };

    // A size that is only a number is the short side for processors that crop, and both sides for all others.
    private int? ShortestEdge(bool crops)
    {
        JsonElement? size = Find("size");
        if (size is { ValueKind: JsonValueKind.Number } number)
        {
            return crops ? Side(number, "size") : null;
        }

        if (size is not { ValueKind: JsonValueKind.Object } sides || !sides.TryGetProperty("shortest_edge", out JsonElement edge))
        {
            return null;
        }

        return sides.TryGetProperty("longest_edge", out _)
            ? throw new FormatException("size has a longest_edge, so pictures have no common size")
            : Side(edge, "shortest_edge");
    }

    private (int Width, int Height)? Area(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } side => (Side(side, name), Side(side, name)),
        { ValueKind: JsonValueKind.Object } sides when sides.TryGetProperty("height", out JsonElement height)
            && sides.TryGetProperty("width", out JsonElement width) =>
            (Side(width, "width"), Side(height, "height")),
        _ => null,
    };

    private static int Side(JsonElement value, string name) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int side)
        ? ImagePreparation.CheckSide(side, name)
        : throw new FormatException($"{name} is {value.GetRawText()}; expected a number of pixels");

    private bool Flag(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw new FormatException($"{name} is {other.GetRawText()}; expected true or false"),
    };

    private float? Number(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number)
            ? number
            : throw new FormatException($"{name} is {value.GetRawText()}; expected a number");

    private float[] Numbers(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } one => [one.GetSingle()],
        { ValueKind: JsonValueKind.Array } values when values.EnumerateArray().All(value => value.ValueKind == JsonValueKind.Number) =>
            [.. values.EnumerateArray().Select(value => value.GetSingle())],
        { } other => throw new FormatException($"{name} is {other.GetRawText()}; expected numbers, one for each channel"),
        null => throw new FormatException($"it normalizes pictures (do_normalize) and has no {name}"),
    };

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
