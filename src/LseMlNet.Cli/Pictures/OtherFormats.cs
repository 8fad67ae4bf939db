namespace LseMlNet.Cli.Pictures;

/// <summary>Recognizes files that people often pass by mistake, so that the error can say what to convert.</summary>
internal static class OtherFormats
{
    private static readonly (string Name, int At, byte[] Signature)[] Known =
    [
        ("a HEIC or AVIF picture", 4, "ftyp"u8.ToArray()),
        ("a TIFF picture", 0, "II*\0"u8.ToArray()),
        ("a TIFF picture", 0, "MM\0*"u8.ToArray()),
        ("a PDF document", 0, "%PDF"u8.ToArray()),
    ];

    /// <summary>The format, with its article; null when it is unknown.</summary>
    public static string? Recognise(ReadOnlySpan<byte> bytes)
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
