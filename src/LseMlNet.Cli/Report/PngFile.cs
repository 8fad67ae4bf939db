using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace LseMlNet.Cli.Report;

/// <summary>Writes pictures of red, green and blue bytes in the PNG format, https://www.w3.org/TR/png.</summary>
internal static class PngFile
{
    private const int Channels = 3;

    /// <param name="pixels">Row by row, the three bytes of a pixel beside each other.</param>
    /// <param name="width">In pixels.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        // 8 bits of red, green and blue; the only compression and filter methods there are; not interlaced.
        Span<byte> header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / (Channels * width));
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(pixels, Channels * width));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Before each row stands its filter: each byte less that of the pixel before it, which makes photographs a third smaller.
    private static byte[] Compress(ReadOnlySpan<byte> pixels, int rowLength)
    {
        const byte Sub = 1;
        using var compressed = new MemoryStream();
        using (var rows = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            var filtered = new byte[rowLength];
            for (; !pixels.IsEmpty; pixels = pixels[rowLength..])
            {
                for (int i = 0; i < rowLength; i++)
                {
                    filtered[i] = (byte)(pixels[i] - (i < Channels ? 0 : pixels[i - Channels]));
                }

                rows.WriteByte(Sub);
                rows.Write(filtered);
            }
        }
        return compressed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + data.Length)));
        file.Write(chunk);
    }
}
