using System.Buffers.Binary;

namespace LseMlNet.Images;

/// <summary>
/// Reads the parts of a PNG file that the codec ignores. The codec verifies the checksum of every chunk that it reads, but it stops at the
/// last pixel. It therefore does not notice when the end of the file is missing or damaged, and it ignores the EXIF data.
/// </summary>
internal static class PngChunks
{
    private const int SignatureLength = 8;

    private const int HeaderLength = 8;

    // A chunk consists of its length, its type, its data and a checksum.
    private const int ChunkOverhead = HeaderLength + 4;

    // The last chunk, which has no data.
    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Whether the file is complete.</summary>
    public static bool ReachEnd(ReadOnlySpan<byte> file) => Find(file, "IEND"u8, out ReadOnlySpan<byte> end) && end.StartsWith(End);

    /// <summary>The EXIF data; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Exif(ReadOnlySpan<byte> file) => Find(file, "eXIf"u8, out ReadOnlySpan<byte> chunk)
        ? chunk[HeaderLength..(int)Math.Min(chunk.Length, HeaderLength + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk))]
        : default;

    // The chunk is followed by the rest of the file.
    private static bool Find(ReadOnlySpan<byte> file, ReadOnlySpan<byte> type, out ReadOnlySpan<byte> chunk)
    {
        for (long at = SignatureLength; at + ChunkOverhead <= file.Length;)
        {
            chunk = file[(int)at..];
            if (chunk[4..HeaderLength].SequenceEqual(type))
            {
                return true;
            }

            at += ChunkOverhead + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }

        chunk = default;
        return false;
    }
}
