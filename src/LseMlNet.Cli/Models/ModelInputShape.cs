using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Models;

/// <summary>The input tensor of a model, and what its shape implies about the size, the channels and the layout of a picture.</summary>
internal sealed class ModelInputShape
{
    private const int Dynamic = -1;

    private readonly string _path;
    private readonly string _name;
    // The shape with the batch axis.
    private readonly int[] _dimensions;
    // The shape without the batch axis.
    private readonly int[] _picture;
    private readonly string[] _pictureNames;

    public ModelInputShape(string path, string name, NodeMetadata metadata)
    {
        (_path, _name, _dimensions) = (path, name, metadata.Dimensions);
        string[] names = Array.ConvertAll(metadata.SymbolicDimensions, dimension => dimension ?? "");
        Shape = $"[{string.Join(',', names.Zip(_dimensions, (dimension, size) => size >= 0 ? $"{size}" : dimension.Length > 0 ? dimension : "?"))}]";
        // As in the stage, the first dimension is the batch axis only if it is dynamic or 1. [3,224,224] is one picture.
        int batch = _dimensions is [Dynamic or 1, ..] ? 1 : 0;
        (_picture, _pictureNames) = (_dimensions[batch..], names[batch..]);
        IsBytes = metadata.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.UInt8;
        Layout = IsChannelsLast ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst;
    }

    /// <summary>The shape, such as [batch,3,224,224].</summary>
    public string Shape { get; }

    /// <summary>Whether the model expects pixels as bytes.</summary>
    public bool IsBytes { get; }

    /// <summary>The layout that the shape implies; channels first if the shape implies none.</summary>
    public ImageLayout Layout { get; }

    /// <summary>The number of channels; null if the model does not specify it.</summary>
    public int? Channels(ImageLayout layout) => _picture.Length switch
    {
        3 => Fixed(_picture[layout == ImageLayout.ChannelsFirst ? 0 : 2]),
        2 => 1,
        _ => null,
    };

    /// <summary>The size of a picture; null if the model does not specify it.</summary>
    public PictureSize? Size(ImageLayout layout)
    {
        int at = _picture.Length == 3 && layout == ImageLayout.ChannelsFirst ? 1 : 0;
        return _picture.Length is 2 or 3 && Fixed(_picture[at]) is { } height && Fixed(_picture[at + 1]) is { } width
            ? new PictureSize(width, height)
            : null;
    }

    /// <summary>Whether the model accepts pictures of several sizes.</summary>
    public bool IsSizeDynamic => _picture.Length is 2 or 3 && _picture.Contains(Dynamic) && Size(Layout) is null;

    /// <summary>
    /// Returns the sizes of the dynamic dimensions for pictures of a given size, by the names of the dimensions. A dimension without a name
    /// is identified by its position, such as "pixels:2".
    /// </summary>
    /// <exception cref="UnusableInputException">One name stands for two sizes.</exception>
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

            string name = _pictureNames[axis] is { Length: > 0 } stated ? stated : $"{_name}:{_dimensions.Length - _picture.Length + axis}";
            if (sizes.GetValueOrDefault(name, wanted[axis]) != wanted[axis])
            {
                throw new UnusableInputException(
                    $"model '{_path}' takes '{_name}' of shape {Shape}, where '{name}' stands for both {sizes[name]} and {wanted[axis]}; " +
                    "expected one size for each name; set another --size, or export the model with other names");
            }

            sizes[name] = wanted[axis];
        }

        return sizes;
    }

    /// <exception cref="UnusableInputException">
    /// The pictures that the model expects differ from those that the options describe.
    /// </exception>
    public void CheckFits(ImagePreprocessingOptions options)
    {
        int[] wanted = Dimensions(options);
        string given = $"--size {options.Width}x{options.Height} and --channels {options.Channels.ToString().ToLowerInvariant()} give";
        int[] picture = CheckFits(wanted, given, Suggestion(options));
        if (_picture.Length == wanted.Length && !picture.AsSpan().SequenceEqual(wanted))
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}, but --size, --channels and --layout give " +
                $"[{string.Join(',', wanted)}]; {Suggestion(options)}");
        }
    }

    /// <param name="pictures">The size and the channels of the pictures.</param>
    /// <param name="given">What has this number of values, followed by a verb, as worded in the error.</param>
    /// <param name="fix">How to fix it, as worded in the error.</param>
    /// <exception cref="UnusableInputException">The model expects a different number of values.</exception>
    public void CheckFits(ImagePreprocessingOptions pictures, string given, string fix) => CheckFits(Dimensions(pictures), given, fix);

    private bool IsChannelsLast => _picture.Length == 3 && (Fixed(_picture[0]), Fixed(_picture[2])) switch
    {
        (not (1 or 3), 1 or 3) => true,
        (null, null) => _pictureNames[2].Contains("channel", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // Returns the shape of a picture, in which the dynamic sizes have the expected values.
    private int[] CheckFits(int[] wanted, string given, string fix)
    {
        int[] picture = [.. _picture.Select((size, axis) => size == Dynamic && _picture.Length == wanted.Length ? wanted[axis] : size)];
        int values = wanted.Aggregate(1, (product, size) => product * size);
        if (picture.Length == 0 || picture.Any(size => size < 0))
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}; expected [batch,channels,height,width] or [batch,height,width,channels]; export the model with one of these shapes");
        }

        long expected = picture.Aggregate(1L, (product, size) => product * size);
        if (picture is [int count, _, _, _] && values * (long)count == expected)
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}, {count} pictures at a time; expected one; export the model with a " +
                "first size that is dynamic");
        }

        if (values != expected)
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{_name}' of shape {Shape}, {expected:N0} values for a picture, but {given} {values:N0}; {fix}");
        }

        return picture;
    }

    // If the model's input is flat, or a single plane, the values are in the order that the options specify.
    private static int[] Dimensions(ImagePreprocessingOptions options) => new ImagePreparation(options).Dimensions;

    private string Suggestion(ImagePreprocessingOptions options)
    {
        (int? channels, PictureSize? size) = (Channels(Layout), Size(Layout));
        string layout = options.Layout != Layout && _picture.Length == 3
            ? $", with --layout {(Layout == ImageLayout.ChannelsFirst ? "nchw" : "nhwc")}"
            : "";
        return channels is 1 or 3 && size is not null
            ? $"use --size {size} and --channels {(channels == 3 ? "rgb or bgr" : "gray")}{layout}"
            : "set --size and --channels to what the model takes";
    }

    private static int? Fixed(int size) => size == Dynamic ? null : size;
}
