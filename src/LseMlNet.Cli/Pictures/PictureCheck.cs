using System.Buffers.Binary;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Looks at a file before ML.NET does. Of a picture that is cut short, decoders fill in the missing part with gray or black and say
/// nothing; and what they say of a file that is no picture does not help.
/// </summary>
internal static class PictureCheck
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];

    /// <exception cref="UnusableInputException">The file cannot be read, is no PNG or JPEG picture, or is cut short.</exception>
    public static void Check(Picture picture)
    {
        ReadOnlySpan<byte> bytes = UnusableInputException.Explain($"{picture.Name}: the file cannot be read", () => File.ReadAllBytes(picture.File));
        if (bytes.StartsWith(PngSignature))
        {
            CheckWhole(picture, "PNG", PngReachesItsEnd(bytes));
        }
        else if (bytes.StartsWith(JpegSignature))
        {
            CheckWhole(picture, "JPEG", JpegReachesItsEnd(bytes));
        }
        else
        {
            throw new UnusableInputException($"{picture.Name}: this is no picture; wanted a PNG or JPEG file");
        }
    }

    private static void CheckWhole(Picture picture, string format, bool whole)
    {
        if (!whole)
        {
            throw new UnusableInputException($"{picture.Name}: this {format} picture is cut short; copy or download it again");
        }
    }

    // A PNG file is a row of chunks: length, type, data, checksum. The last one is of type IEND.
    private static bool PngReachesItsEnd(ReadOnlySpan<byte> bytes)
    {
        long at = PngSignature.Length;
        while (at + 12 <= bytes.Length)
        {
            ReadOnlySpan<byte> chunk = bytes[(int)at..];
            if (chunk[4..].StartsWith("IEND"u8))
            {
                return true;
            }

            at += 12 + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }
        return false;
    }

    // A JPEG file is a row of segments: 0xFF, type, length, data. The last one is of type 0xD9. Compressed pixels follow some of them;
    // in these, 0xFF is followed by 0 or by a restart mark (0xD0 to 0xD7).
    private static bool JpegReachesItsEnd(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        while (at + 1 < bytes.Length)
        {
            byte type = bytes[at + 1];
            if (bytes[at] != 0xFF || type is 0 or 0xFF or (>= 0xD0 and <= 0xD7))
            {
                at++;
            }
            else if (type == 0xD9)
            {
                return true;
            }
            else if (at + 4 <= bytes.Length)
            {
                at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            }
            else
            {
                return false;
            }
        }
        return false;
    }
}
