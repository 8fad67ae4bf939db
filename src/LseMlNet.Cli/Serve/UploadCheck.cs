using System.Text;
using static LseMlNet.Cli.Serve.RefusedUploadException;

namespace LseMlNet.Cli.Serve;

/// <summary>
/// Looks at the bytes of an upload before a decoder does. Decoders are native code: what they get comes from anyone, so they get nothing
/// whose structure is damaged, and nothing that unpacks to more than <see cref="MostPixels"/>.
/// </summary>
internal static class UploadCheck
{
    /// <summary>A photograph of 40 megapixels takes 160 MB to decode.</summary>
    public const int MostPixels = 40_000_000;

    // Cropping scales the short side to the model's: of a picture of 1 x 40,000,000 that would be a giant.
    private const int MostAspect = 50;

    // What libgdiplus draws with ends here: beyond it a picture is black, and nobody says so.
    private const int MostSide = 32_766;

    // What people send by mistake, by its first bytes.
    private static readonly (string Name, int At, byte[] Bytes)[] Others =
    [
        ("a GIF picture", 0, "GIF8"u8.ToArray()),
        ("a WebP picture", 8, "WEBP"u8.ToArray()),
        ("a BMP picture", 0, "BM"u8.ToArray()),
        ("a TIFF picture", 0, "II*\0"u8.ToArray()),
        ("a TIFF picture", 0, "MM\0*"u8.ToArray()),
        ("a HEIC or AVIF picture", 4, "ftyp"u8.ToArray()),
        ("a PDF document", 0, "%PDF"u8.ToArray()),
    ];

    /// <exception cref="RefusedUploadException">This is no PNG or JPEG picture, is damaged, or is too large.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw BadRequest("The upload is empty; wanted the bytes of a PNG or JPEG picture.");
        }

        if (bytes.StartsWith(PngCheck.Signature))
        {
            PngCheck.Check(bytes);
        }
        else if (bytes.StartsWith(JpegCheck.Signature))
        {
            JpegCheck.Check(bytes);
        }
        else
        {
            throw UnsupportedType($"The upload is {Describe(bytes)}; wanted a PNG or JPEG picture. Save it as one of these and send that.");
        }
    }

    /// <summary>Looks at what a header says, before anything is unpacked.</summary>
    /// <exception cref="RefusedUploadException">The picture has no pixels, or is too large.</exception>
    public static void CheckSize(uint width, uint height)
    {
        if (width == 0 || height == 0)
        {
            throw Unreadable($"The picture is {width} x {height} pixels, by what its header says; wanted at least one.");
        }

        if ((ulong)width * height > MostPixels)
        {
            throw TooLarge($"The picture has {width} x {height} pixels; wanted at most {MostPixels:N0}. Make it smaller: the model sees far fewer.");
        }

        if (Math.Max(width, height) > MostSide)
        {
            throw TooLarge($"The picture has {width} x {height} pixels; wanted sides of at most {MostSide:N0}. Make it smaller: the model sees far fewer.");
        }

        if (Math.Max(width, height) / Math.Min(width, height) > MostAspect)
        {
            throw Unreadable(
                $"The picture has {width} x {height} pixels; wanted a long side of at most {MostAspect} times the short one. Cut out the part to look at.");
        }
    }

    private static string Describe(ReadOnlySpan<byte> bytes)
    {
        foreach ((string name, int at, byte[] signature) in Others)
        {
            if (bytes.Length >= at && bytes[at..].StartsWith(signature))
            {
                return name;
            }
        }
        string start = Encoding.Latin1.GetString(bytes[..Math.Min(4, bytes.Length)]);
        return "something that begins with " +
            (start.All(character => character is >= ' ' and <= '~') ? $"\"{start}\"" : Convert.ToHexString(Encoding.Latin1.GetBytes(start)));
    }
}
