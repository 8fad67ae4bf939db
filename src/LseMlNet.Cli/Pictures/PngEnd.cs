using System.Buffers.Binary;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Checks whether a PNG file is complete. The codec checks the checksum of every chunk that it reads, but it stops at the last pixel, so it
/// does not notice when the end of the file is missing or damaged.
/// </summary>
internal static class PngEnd
{
    private const int SignatureLength = 8;

    // A chunk is its length, its type, its data and a checksum.
    private const int ChunkOverhead = 12;

    // The last chunk, which has no data.
    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    public static bool IsReached(ReadOnlySpan<byte> file)
    {
        for (long at = SignatureLength; at + ChunkOverhead <= file.Length;)
        {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            if (chunk.StartsWith(End))
            {
                return true;
            }

            at += ChunkOverhead + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
        }
        return false;
    }
}
