using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Images;

/// <summary>Reads the picture of a row and prepares it for the model. Each cursor has its own.</summary>
internal abstract class ImageReader(ImagePreparation preparation) : IDisposable
{
    private readonly ImagePreparer _preparer = new(preparation);
    private readonly ImageDecoder _decoder = new();

    /// <summary>The name of the current row's picture in error messages; null if it has none.</summary>
    public virtual string? Name => null;

    public static ImageReader Create(DataViewRow row, DataViewSchema.Column column, ImagePreparation preparation) => column.Type switch
    {
        TextDataViewType => new PathReader(row, column, preparation),
        VectorDataViewType => new BytesReader(row, column, preparation),
        _ => new MLImageReader(row, column, preparation),
    };

    /// <summary>Writes the values of the current row's picture.</summary>
    /// <exception cref="UnreadableImageException">The picture cannot be read.</exception>
    public abstract void Read(Span<float> values);

    public void Dispose() => _decoder.Dispose();

    protected void Decode(ReadOnlySpan<byte> file, Span<float> values) => Prepare(_decoder.Decode(file, preparation.MaxPixels, preparation), values);

    protected void Prepare(in PixelView picture, Span<float> values) => _preparer.Prepare(picture, values);
}

/// <summary>Reads pictures from files.</summary>
internal sealed class PathReader(DataViewRow row, DataViewSchema.Column column, ImagePreparation preparation) : ImageReader(preparation)
{
    private readonly ValueGetter<ReadOnlyMemory<char>> _get = row.GetGetter<ReadOnlyMemory<char>>(column);
    private readonly EncodedFile _file = new();
    private ReadOnlyMemory<char> _path;

    public override string? Name => _path.ToString();

    public override void Read(Span<float> values)
    {
        _get(ref _path);
        string path = _path.ToString();
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UnreadableImageException(ImageFault.NoFile, "the path is empty; expected the path of a file");
        }

        Decode(_file.Read(path), values);
    }
}

/// <summary>Reads pictures from the contents of files.</summary>
internal sealed class BytesReader(DataViewRow row, DataViewSchema.Column column, ImagePreparation preparation) : ImageReader(preparation)
{
    private readonly ValueGetter<VBuffer<byte>> _get = row.GetGetter<VBuffer<byte>>(column);
    private VBuffer<byte> _bytes;

    public override void Read(Span<float> values)
    {
        _get(ref _bytes);
        if (!_bytes.IsDense)
        {
            VBuffer<byte> dense = default;
            _bytes.CopyToDense(ref dense);
            _bytes = dense;
        }

        Decode(_bytes.GetValues(), values);
    }
}

/// <summary>Reads pictures that are already decoded. ML.NET's LoadImages does not turn them upright.</summary>
internal sealed class MLImageReader(DataViewRow row, DataViewSchema.Column column, ImagePreparation preparation) : ImageReader(preparation)
{
    private readonly ValueGetter<MLImage> _get = row.GetGetter<MLImage>(column);
    private MLImage? _image;

    public override void Read(Span<float> values)
    {
        _get(ref _image!);
        if (_image is null)
        {
            throw new UnreadableImageException(ImageFault.NoFile, "there is no picture; expected an MLImage");
        }

        // The picture is treated as transparent. If it is opaque, drawing it on a background changes nothing.
        Prepare(
            new PixelView(_image.Pixels, _image.Width, _image.Height, _image.PixelFormat == MLPixelFormat.Bgra32, isOpaque: false), values);
    }
}
