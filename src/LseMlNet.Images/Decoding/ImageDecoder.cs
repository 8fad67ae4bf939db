using System.Runtime.InteropServices;
using SkiaSharp;

namespace LseMlNet.Images;

/// <summary>
/// Decodes pictures in memory: PNG, JPEG, WebP, GIF (its first frame), BMP, ICO and WBMP, recognized by their content. The result is
/// upright. A picture that is damaged, incomplete or too large is refused, even if a part of it can be decoded. Color profiles are ignored.
/// No instance may be used by two threads at once.
/// </summary>
internal sealed class ImageDecoder : IDisposable
{
    /// <summary>The list of formats in errors.</summary>
    public const string Formats = "PNG, JPEG, WebP, GIF, BMP, ICO or WBMP";

    /// <summary>More pixels do not fit into one block of memory.</summary>
    public const int MaxPixels = 500_000_000;

    private const string Fix = "convert it to PNG or JPEG";

    private readonly NativeMemoryBlock _stored = new();
    private readonly NativeMemoryBlock _upright = new();

    /// <summary>Reads the header.</summary>
    /// <exception cref="UnreadableImageException">The bytes are not a picture, or the picture is too large.</exception>
    public static unsafe ImageHeader Inspect(ReadOnlySpan<byte> file, long maxPixels)
    {
        fixed (byte* address = file)
        {
            using SKCodec codec = Open(file, (nint)address, maxPixels);
            return Header(codec, Origin(codec, file));
        }
    }

    /// <summary>Decodes a picture. The result is valid until the next call.</summary>
    /// <param name="file">The content of its file.</param>
    /// <param name="maxPixels">The maximum number of pixels; checked before anything is decoded.</param>
    /// <param name="preparation">What the pixels are for, if a JPEG may be scaled down while it is decoded; null for every pixel.</param>
    /// <exception cref="UnreadableImageException">These bytes are not a picture, or the picture is damaged or too large.</exception>
    public unsafe PixelView Decode(ReadOnlySpan<byte> file, long maxPixels, ImagePreparation? preparation = null)
    {
        fixed (byte* address = file)
        {
            using SKCodec codec = Open(file, (nint)address, maxPixels);
            SKEncodedOrigin origin = Origin(codec, file);
            ImageHeader header = Header(codec, origin);
            int factor = preparation is null || codec.EncodedFormat != SKEncodedImageFormat.Jpeg ? 1 : Factor(codec, preparation, header);
            bool isOpaque = codec.Info.AlphaType == SKAlphaType.Opaque;
            var info = new SKImageInfo(
                Reduction.Decoded(codec.Info.Width, factor), Reduction.Decoded(codec.Info.Height, factor), SKColorType.Bgra8888, isOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul);
            Span<byte> stored = _stored.Take(info.BytesSize);
            bool isWhole = codec.GetPixels(info, _stored.Address) == SKCodecResult.Success &&
                (codec.EncodedFormat != SKEncodedImageFormat.Png || PngChunks.ReachEnd(file));
            if (!isWhole)
            {
                throw Damaged();
            }

            (int width, int height) = (Reduction.Decoded(header.Width, factor), Reduction.Decoded(header.Height, factor));
            return new PixelView(Upright(origin, stored, width, height), width, height, isBgra: true, isOpaque) { Reduction = Reduction.Of(factor, origin, header) };
        }
    }

    public void Dispose()
    {
        _stored.Dispose();
        _upright.Dispose();
    }

    // The codec may lack a feature that it should support.
    private static int Factor(SKCodec codec, ImagePreparation preparation, in ImageHeader header)
    {
        int factor = Reduction.FactorFor(preparation, header.Width, header.Height);
        SKSizeI size = codec.GetScaledDimensions(1f / factor);
        return (size.Width, size.Height) == (Reduction.Decoded(codec.Info.Width, factor), Reduction.Decoded(codec.Info.Height, factor)) ? factor : 1;
    }

    private Span<byte> Upright(SKEncodedOrigin origin, Span<byte> stored, int width, int height)
    {
        if (Orientation.IsUpright(origin))
        {
            return stored;
        }

        Span<byte> upright = _upright.Take(stored.Length);
        Orientation.Turn(origin, MemoryMarshal.Cast<byte, uint>(stored), width, height, MemoryMarshal.Cast<byte, uint>(upright));
        return upright;
    }

    // SkiaSharp finds the orientation in JPEG and WebP files.
    private static SKEncodedOrigin Origin(SKCodec codec, ReadOnlySpan<byte> file) =>
        codec.EncodedFormat == SKEncodedImageFormat.Png ? ExifOrientation.Read(PngChunks.Exif(file)) : codec.EncodedOrigin;

    private static ImageHeader Header(SKCodec codec, SKEncodedOrigin origin)
    {
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        string mediaType = MediaType(codec.EncodedFormat)!;
        return Orientation.SwapsSides(origin) ? new ImageHeader(height, width, mediaType) : new ImageHeader(width, height, mediaType);
    }

    // The codec reads the bytes in place, so the caller must keep them pinned.
    private static SKCodec Open(ReadOnlySpan<byte> file, nint address, long maxPixels)
    {
        using SKData data = SKData.Create(address, file.Length);
        SKCodec? codec = SKCodec.Create(new SKMemoryStream(data), out SKCodecResult result);
        if (codec is null)
        {
            // Raw formats are variants of TIFF, so the codec mistakes any TIFF picture for a damaged raw one.
            throw result == SKCodecResult.Unimplemented || OtherFormats.Recognize(file) is not null ? NotAPicture(file) : Damaged();
        }

        try
        {
            if (MediaType(codec.EncodedFormat) is null)
            {
                throw NotAPicture(file);
            }

            CheckSize(codec.Info.Width, codec.Info.Height, Math.Min(maxPixels, MaxPixels));
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }

    private static void CheckSize(int width, int height, long maxPixels)
    {
        if ((long)width * height > maxPixels)
        {
            throw new UnreadableImageException(
                ImageFault.TooLarge,
                FormattableString.Invariant($"this picture has {width} x {height} pixels; expected at most {maxPixels:N0}; scale it down, as the model sees far fewer"));
        }
    }

    private static UnreadableImageException Damaged() =>
        new(ImageFault.Damaged, "this picture is damaged or cut short; copy or download it again");

    private static UnreadableImageException NotAPicture(ReadOnlySpan<byte> file)
    {
        string? format = OtherFormats.Recognize(file);
        return new(
            ImageFault.NotAPicture,
            $"this is {format ?? "not a picture"}; expected {Formats}{(format is null || file.IsEmpty ? "" : $"; {Fix}")}");
    }

    private static string? MediaType(SKEncodedImageFormat format) => format switch
    {
        SKEncodedImageFormat.Png => "image/png",
        SKEncodedImageFormat.Jpeg => "image/jpeg",
        SKEncodedImageFormat.Webp => "image/webp",
        SKEncodedImageFormat.Gif => "image/gif",
        SKEncodedImageFormat.Bmp => "image/bmp",
        SKEncodedImageFormat.Ico => "image/x-icon",
        SKEncodedImageFormat.Wbmp => "image/vnd.wap.wbmp",
        _ => null,
    };
}
