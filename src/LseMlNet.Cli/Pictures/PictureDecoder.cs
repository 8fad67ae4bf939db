using Microsoft.ML.Data;
using SkiaSharp;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Decodes pictures in memory: PNG, JPEG, WebP, GIF (its first frame) and BMP, recognized by their content. The result is upright: the
/// orientation that a camera stored is applied. A picture that is damaged, incomplete or too large is refused, even if a part of it can be
/// decoded.
/// </summary>
internal static class PictureDecoder
{
    /// <summary>The list of formats in errors and in the help.</summary>
    public const string Formats = "PNG, JPEG, WebP, GIF or BMP";

    /// <summary>The default limit. A picture of 100 megapixels needs 400 MB.</summary>
    public const int MaxPixels = 100_000_000;

    // Beyond this, cropping removes nearly all of a picture, and padding shrinks it to less than one row of the model's pixels.
    private const int MaxAspectRatio = 50;

    private const int JpegQuality = 85;

    /// <summary>The whole picture, for a pipeline that starts from an image column. The caller disposes it.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="name">What the user calls the picture; every error starts with it.</param>
    /// <param name="maxPixels">How many pixels the picture may have; checked before anything is unpacked.</param>
    /// <exception cref="RefusedPictureException">These bytes are not a picture, or the picture is damaged or too large.</exception>
    public static MLImage Decode(byte[] bytes, string name, int maxPixels = MaxPixels)
    {
        using SKBitmap bitmap = DecodeUpright(bytes, name, maxPixels);
        return MLImage.CreateFromPixels(bitmap.Width, bitmap.Height, MLPixelFormat.Bgra32, bitmap.GetPixelSpan());
    }

    /// <summary>
    /// The picture, scaled down until no side is longer than <paramref name="maxSide"/>: PNG if it has transparency, otherwise JPEG.
    /// </summary>
    /// <exception cref="RefusedPictureException">These bytes are not a picture, or the picture is damaged or too large.</exception>
    public static EncodedPicture Thumbnail(byte[] bytes, string name, int maxSide)
    {
        using SKBitmap bitmap = DecodeUpright(bytes, name, MaxPixels);
        double scale = Math.Min(1, (double)maxSide / Math.Max(bitmap.Width, bitmap.Height));
        var size = new SKSizeI(Scaled(bitmap.Width), Scaled(bitmap.Height));
        using SKBitmap small = bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        bool isOpaque = bitmap.AlphaType == SKAlphaType.Opaque;
        using SKData encoded = small.Encode(isOpaque ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, JpegQuality);
        return new EncodedPicture(encoded.ToArray(), isOpaque ? "image/jpeg" : "image/png", size.Width, size.Height);

        int Scaled(int side) => Math.Max(1, (int)Math.Round(scale * side));
    }

    /// <summary>Reads the header without decoding; the result contains the given bytes unchanged.</summary>
    /// <exception cref="RefusedPictureException">These bytes are not a picture, or the picture is too large.</exception>
    public static EncodedPicture Inspect(byte[] bytes, string name)
    {
        using SKCodec codec = Open(bytes, name, MaxPixels);
        (int width, int height) = Orientation.SwapsSides(codec.EncodedOrigin)
            ? (codec.Info.Height, codec.Info.Width)
            : (codec.Info.Width, codec.Info.Height);
        return new EncodedPicture(bytes, MediaType(codec.EncodedFormat)!, width, height);
    }

    private static SKBitmap DecodeUpright(byte[] bytes, string name, int maxPixels)
    {
        using SKCodec codec = Open(bytes, name, maxPixels);
        SKAlphaType alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, alpha));
        try
        {
            bool isWhole = codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success &&
                (codec.EncodedFormat != SKEncodedImageFormat.Png || PngEnd.IsReached(bytes));
            return isWhole ? Orientation.Apply(codec.EncodedOrigin, bitmap) : throw Damaged(name);
        }
        catch
        {
            bitmap.Dispose();
            throw;
        }
    }

    private static SKCodec Open(byte[] bytes, string name, int maxPixels)
    {
        SKCodec? codec = SKCodec.Create(new MemoryStream(bytes), out SKCodecResult result);
        if (codec is null)
        {
            // Raw formats are variants of TIFF, so the codec mistakes any TIFF picture for a damaged raw one.
            throw result == SKCodecResult.Unimplemented || OtherFormats.Recognise(bytes) is not null ? NotAPicture(bytes, name) : Damaged(name);
        }

        try
        {
            if (MediaType(codec.EncodedFormat) is null)
            {
                throw NotAPicture(bytes, name);
            }

            CheckSize(codec.Info.Width, codec.Info.Height, name, maxPixels);
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static void CheckSize(int width, int height, string name, int maxPixels)
    {
        if ((long)width * height > maxPixels)
        {
            throw new RefusedPictureException(
                PictureFault.TooLarge, $"{name}: this picture has {width} x {height} pixels; expected at most {maxPixels:N0}; scale it down, as the model sees far fewer");
        }

        if (Math.Max(width, height) > (long)MaxAspectRatio * Math.Min(width, height))
        {
            throw new RefusedPictureException(
                PictureFault.Damaged,
                $"{name}: this picture has {width} x {height} pixels; expected a long side of at most {MaxAspectRatio} times the short one; cut out the part to look at");
        }
    }

    private static RefusedPictureException Damaged(string name) =>
        new(PictureFault.Damaged, $"{name}: this picture is damaged or cut short; copy or download it again");

    private static RefusedPictureException NotAPicture(byte[] bytes, string name) =>
        new(PictureFault.NotAPicture, $"{name}: this is {OtherFormats.Recognise(bytes) ?? "not a picture"}; expected {Formats}");

    private static string? MediaType(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => "image/png",
        SKEncodedImageFormat.Jpeg => "image/jpeg",
        SKEncodedImageFormat.Webp => "image/webp",
        SKEncodedImageFormat.Gif => "image/gif",
        SKEncodedImageFormat.Bmp => "image/bmp",
        _ => null,
    };
}
