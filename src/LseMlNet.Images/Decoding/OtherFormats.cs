namespace LseMlNet.Images;

/// <summary>Recognizes files that people often pass by mistake, so that the error can name the format to convert from.</summary>
internal static class OtherFormats
{
    private static readonly (string Name, int At, byte[] Signature)[] Known =
    [
        ("a HEIC picture", 4, "ftyphe"u8.ToArray()),
        ("a HEIC picture", 4, "ftypmif1"u8.ToArray()),
        ("an AVIF picture", 4, "ftypavi"u8.ToArray()),
        ("a video or a picture in a format of videos", 4, "ftyp"u8.ToArray()),
        ("a TIFF picture", 0, "II*\0"u8.ToArray()),
        ("a TIFF picture", 0, "MM\0*"u8.ToArray()),
        ("a JPEG XL picture", 0, [0xFF, 0x0A]),
        ("a JPEG XL picture", 4, "JXL "u8.ToArray()),
        ("a JPEG 2000 picture", 4, "jP  "u8.ToArray()),
        ("a Photoshop picture", 0, "8BPS"u8.ToArray()),
        ("an SVG drawing or a web page", 0, "<"u8.ToArray()),
        ("a PDF document", 0, "%PDF"u8.ToArray()),
    ];

    /// <summary>The format, with its article; null when it is unknown.</summary>
    public static string? Recognize(ReadOnlySpan<byte> bytes)
    {
        foreach ((string name, int at, byte[] signature) in Known)
        {
            if (bytes.Length >= at && bytes[at..].StartsWith(signature))
            {
                return name;
            }
        }
        return bytes.IsEmpty ? "an empty file" : null;
    }
}
