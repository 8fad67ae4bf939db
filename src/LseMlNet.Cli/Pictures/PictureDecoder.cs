using Microsoft.ML.Data;
using SkiaSharp;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Reads pictures in memory, with the decoder of the PreprocessImages stage. Errors name the picture and the program's options.
/// </summary>
internal static class PictureDecoder
{
    /// <summary>The list of formats in errors and in the help.</summary>
    public const string Formats = ImageDecoder.Formats;

    // The maximum ratio of the sides. Beyond it, cropping removes nearly all of a picture, and padding shrinks it to
    // less than one row of the model's pixels.
    private const int MaxAspectRatio = 50;

    private const int JpegQuality = 85;

    /// <summary>Decodes the whole picture, for a pipeline that starts from an image column. The caller disposes the result.</summary>
    /// <param name="bytes">The content of the file.</param>
    /// <param name="name">The name that the user gave the picture; every error starts with it.</param>
    /// <param name="maxPixels">The maximum number of pixels in the picture; checked before anything is decoded.</param>
    /// <exception cref="RefusedPictureException">The bytes are not a picture, or the picture is damaged or too large.</exception>
    public static MLImage Decode(byte[] bytes, string name, long maxPixels)
    {
        using var decoder = new ImageDecoder();
        return Named(name, () => decoder.Decode(bytes, maxPixels).ToMLImage());
    }

    /// <summary>
    /// Scales the picture down until no side is longer than <paramref name="maxSide"/>. The result is PNG if the
    /// picture has transparency, otherwise JPEG.
    /// </summary>
    /// <exception cref="RefusedPictureException">The bytes are not a picture, or the picture is damaged or too large.</exception>
    public static EncodedPicture Thumbnail(byte[] bytes, string name, int maxSide, long maxPixels)
    {
        using var decoder = new ImageDecoder();
        return Named(name, () => Encode(decoder.Decode(bytes, maxPixels), maxSide));
    }

    /// <summary>Reads the header without decoding; the result contains the given bytes unchanged.</summary>
    /// <exception cref="RefusedPictureException">
    /// The bytes are not a picture, or the picture is too large or has an unusable shape.
    /// </exception>
    public static EncodedPicture Inspect(byte[] bytes, string name, long maxPixels)
    {
        ImageHeader header = Named(name, () => ImageDecoder.Inspect(bytes, maxPixels));
        CheckShape(header, name);
        return new EncodedPicture(bytes, header.MediaType, header.Width, header.Height);
    }

    private static T Named<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableImageException e)
        {
            throw RefusedPictureException.From(e, name);
        }
    }

    private static EncodedPicture Encode(PixelView picture, int maxSide)
    {
        double scale = Math.Min(1, (double)maxSide / Math.Max(picture.Width, picture.Height));
        var info = new SKImageInfo(
            Scaled(picture.Width), Scaled(picture.Height), SKColorType.Bgra8888, picture.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
        byte[] pixels = new byte[info.BytesSize];
        new Resampler().Scale(picture, new Box(0, 0, picture.Width, picture.Height), info.Width, info.Height, ImageFilter.Bilinear, pixels);
        using SKImage image = SKImage.FromPixelCopy(info, pixels);
        using SKData encoded = image.Encode(picture.IsOpaque ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, JpegQuality);
        return new EncodedPicture(encoded.ToArray(), picture.IsOpaque ? "image/jpeg" : "image/png", info.Width, info.Height);

        int Scaled(int side) => Math.Max(1, (int)Math.Round(scale * side));
    }

    private static void CheckShape(ImageHeader header, string name)
    {
        (int width, int height) = (header.Width, header.Height);
        if (Math.Max(width, height) > (long)MaxAspectRatio * Math.Min(width, height))
        {
            throw new RefusedPictureException(
                ImageFault.Damaged,
                $"{name}: this picture has {width} x {height} pixels; expected a long side of at most {MaxAspectRatio} times the short " +
                "one; cut out the part to look at");
        }
    }
}
