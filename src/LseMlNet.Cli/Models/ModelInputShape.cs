using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>The tensor that a model takes: what it says about the size, the channels and the layout of a picture.</summary>
internal sealed class ModelInputShape
{
    private const int Dynamic = -1;

    private readonly string _path;
    private readonly string _name;
    // With the batch.
    private readonly int[] _dimensions;
    // Without the batch.
    private readonly int[] _picture;
    private readonly string[] _pictureNames;

    public ModelInputShape(string path, string name, NodeMetadata metadata)
    {
        (_path, _name, _dimensions) = (path, name, metadata.Dimensions);
        string[] names = Array.ConvertAll(metadata.SymbolicDimensions, dimension => dimension ?? "");
        Shape = $"[{string.Join(',', names.Zip(_dimensions, (dimension, size) => size >= 0 ? $"{size}" : dimension.Length > 0 ? dimension : "?"))}]";
        // This counts as the stage does: the first dimension is the batch only if it is dynamic or 1. [3,224,224] is one picture.
        int batch = _dimensions is [Dynamic or 1, ..] ? 1 : 0;
        (_picture, _pictureNames) = (_dimensions[batch..], names[batch..]);
        IsBytes = metadata.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8;
        Layout = IsChannelsLast ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst;
    }

    /// <summary>The shape, such as [batch,3,224,224].</summary>
    public string Shape { get; }

    /// <summary>Whether the model takes pixels as bytes.</summary>
    public bool IsBytes { get; }

    /// <summary>The layout that the shape implies; channels first if it implies none.</summary>
    public ImageLayout Layout { get; }

    /// <summary>The number of channels; null if the model does not say.</summary>
    public int? Channels(ImageLayout layout) => _picture.Length switch
    {
        3 => Fixed(_picture[layout == ImageLayout.ChannelsFirst ? 0 : 2]),
        2 => 1,
        _ => null,
    };

    /// <summary>The size of a picture; null if the model does not say.</summary>
    public PictureSize? Size(ImageLayout layout)
    {
        int at = _picture.Length == 3 && layout == ImageLayout.ChannelsFirst ? 1 : 0;
        return _picture.Length is 2 or 3 && Fixed(_picture[at]) is { } height && Fixed(_picture[at + 1]) is { } width ? new PictureSize(width, height) : null;
    }

    /// <summary>Whether pictures of several sizes fit.</summary>
    public bool IsSizeDynamic => _picture.Length is 2 or 3 && _picture.Contains(Dynamic) && Size(Layout) is null;

    /// <summary>The sizes of the dynamic dimensions, by their names, for pictures of a size.</summary>
    /// <exception cref="UnusableInputException">A dynamic dimension has no name, or one name stands for two sizes.</exception>
    public IReadOnlyDictionary<string, int> DynamicSizes(ImagePreprocessingOptions options)
    {
        var sizes = new Dictionary<string, int>();
        int[] wanted = Dimensions(options);
        for (int axis = 0; axis < _picture.Length && _picture.Length == wanted.Length; axis++)
        {
            if (_picture[axis] != Dynamic)
            {
                continue;
            }

            string name = _pictureNames[axis];
            if (name.Length == 0 || sizes.GetValueOrDefault(name, wanted[axis]) != wanted[axis])
            {
                throw new UnusableInputException(
                    $"model '{_path}' takes '{_name}' of shape {Shape}, with {(name.Length == 0 ? "a dynamic size that has no name" : $"two sizes called '{name}'")}; " +
                    "expected a name for each, so that --size and --channels can set it; export the model with names or with fixed sizes");
            }

            sizes[name] = wanted[axis];
        }

        return sizes;
    }

    /// <exception cref="UnusableInputException">The model takes pictures that differ from what the options say.</exception>
    public void CheckFits(ImagePreprocessingOptions options)
    {
        int[] wanted = Dimensions(options);
        string given = $"--size {options.Width}x{options.Height} and --channels {options.Channels.ToString().ToLowerInvariant()} give";
        int[] picture = [.. _picture.Select((size, axis) => size == Dynamic && _picture.Length == wanted.Length ? wanted[axis] : size)];
        CheckFits(picture, wanted.Aggregate(1, (product, size) => product * size), given, Suggestion(options));
        if (_picture.Length == wanted.Length && !picture.AsSpan().SequenceEqual(wanted))
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}, but --size, --channels and --layout give [{string.Join(',', wanted)}]; {Suggestion(options)}");
        }
    }

    /// <param name="values">How many values a picture has.</param>
    /// <param name="given">What has this many values, followed by a verb, as worded in the error.</param>
    /// <param name="fix">What to do about it.</param>
    /// <exception cref="UnusableInputException">The model takes a different number of values.</exception>
    public void CheckFits(int values, string given, string fix) => CheckFits(_picture, values, given, fix);

    private bool IsChannelsLast => _picture.Length == 3 && (Fixed(_picture[0]), Fixed(_picture[2])) switch
    {
        (not (1 or 3), 1 or 3) => true,
        (null, null) => _pictureNames[2].Contains("channel", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private void CheckFits(int[] picture, int values, string given, string fix)
    {
        if (picture.Length == 0 || picture.Any(size => size < 0))
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}; expected [batch,channels,height,width] or [batch,height,width,channels]; export the model so");
        }

        long expected = picture.Aggregate(1L, (product, size) => product * size);
        if (picture is [int count, _, _, _] && values * (long)count == expected)
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}, {count} pictures at a time; expected one; export the model with a first size that is dynamic");
        }

        if (values != expected)
        {
            throw new UnusableInputException($"model '{_path}' takes '{_name}' of shape {Shape}, {expected:N0} values for a picture, but {given} {values:N0}; {fix}");
        }
    }

    // A model whose input is flat, or one plane, takes the values in the order of the options.
    private static int[] Dimensions(ImagePreprocessingOptions options) => new ImagePreparation(options).Dimensions;

    private string Suggestion(ImagePreprocessingOptions options)
    {
        (int? channels, PictureSize? size) = (Channels(Layout), Size(Layout));
        string layout = options.Layout != Layout && _picture.Length == 3 ? $", with --layout {(Layout == ImageLayout.ChannelsFirst ? "nchw" : "nhwc")}" : "";
        return channels is 1 or 3 && size is not null
            ? $"use --size {size} and --channels {(channels == 3 ? "rgb or bgr" : "gray")}{layout}"
            : "set --size and --channels to what the model takes";
    }

    private static int? Fixed(int size) => size == Dynamic ? null : size;
}
