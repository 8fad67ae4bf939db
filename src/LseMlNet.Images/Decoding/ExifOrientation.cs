using System.Buffers.Binary;
using SkiaSharp;

namespace LseMlNet.Images;

/// <summary>Reads the orientation from EXIF data (JEITA CP-3451), which is laid out as the first directory of a TIFF file.</summary>
internal static class ExifOrientation
{
    private const int HeaderLength = 8;

    private const int EntryLength = 12;

    // The value of an entry follows its tag, its type and its count.
    private const int ValueOffset = 8;

    private const ushort OrientationTag = 0x112;

    /// <summary>Returns how a picture is stored: upright if the data is damaged or contains no orientation.</summary>
    public static SKEncodedOrigin Read(ReadOnlySpan<byte> exif)
    {
        bool isLittleEndian = exif.StartsWith("II"u8);
        if (exif.Length < HeaderLength || !(isLittleEndian || exif.StartsWith("MM"u8)))
        {
            return SKEncodedOrigin.Default;
        }

        uint directory = isLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (directory > exif.Length - sizeof(ushort))
        {
            return SKEncodedOrigin.Default;
        }

        ReadOnlySpan<byte> entries = exif[((int)directory + sizeof(ushort))..];
        for (int left = Short(exif[(int)directory..], isLittleEndian); left > 0 && entries.Length >= EntryLength; left--)
        {
            if (Short(entries, isLittleEndian) == OrientationTag)
            {
                var origin = (SKEncodedOrigin)Short(entries[ValueOffset..], isLittleEndian);
                return Enum.IsDefined(origin) ? origin : SKEncodedOrigin.Default;
            }

            entries = entries[EntryLength..];
        }

        return SKEncodedOrigin.Default;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
