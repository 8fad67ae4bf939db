using System.Buffers.Binary;
using System.IO.Compression;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>How the pixels of a PNG file are stored; the numbers are those of the file format.</summary>
internal enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}

/// <summary>
/// Reads and writes small PNG files according to the specification (https://www.w3.org/TR/png), independently of the decoder that the
/// program uses.
/// </summary>
internal static class PngFile
{
    // The passes of an interlaced picture: where each begins, and how far it steps to the right and down.
    private static readonly (int Left, int Top, int Right, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The pixels of an 8-bit gray picture, row by row.</summary>
    public static byte[] ReadGray(string file)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file).AsSpan(Signature.Length);
        using var compressed = new MemoryStream();
        int width = 0, height = 0;
        while (!bytes.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes);
            ReadOnlySpan<byte> type = bytes.Slice(4, 4), data = bytes.Slice(8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(data);
                height = BinaryPrimitives.ReadInt32BigEndian(data[4..]);
                // The header fields: The header fields: 8 bits, gray, the only compression method, the only filter method, not interlaced.
                Assert.Equal([8, 0, 0, 0, 0], data[8..].ToArray());
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(data);
            }
            bytes = bytes[(12 + length)..];
        }
        compressed.Position = 0;
        using var rows = new ZLibStream(compressed, CompressionMode.Decompress);
        return Unfilter(rows, width, height);
    }

    /// <param name="file">What to write.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="color">How pixels are stored.</param>
    /// <param name="bits">The number of bits in a sample: 8 or 16.</param>
    /// <param name="samples">
    /// The samples, row by row: those of a pixel are next to each other, and the high byte of 16 bits comes first.
    /// </param>
    /// <param name="palette">The red, green and blue values of each color.</param>
    /// <param name="interlaced">Whether to store the pixels in passes, from coarse to fine.</param>
    public static void Write(
        string file, int width, int height, PngColor color, int bits, ReadOnlySpan<byte> samples, byte[]? palette = null,
        bool interlaced = false)
    {
        using FileStream stream = File.Create(file);
        stream.Write(Signature);

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)bits;
        header[9] = (byte)color;
        header[12] = (byte)(interlaced ? 1 : 0);
        WriteChunk(stream, "IHDR"u8, header);
        if (palette is not null)
        {
            WriteChunk(stream, "PLTE"u8, palette);
        }

        using var compressed = new MemoryStream();
        using (var rows = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int pixel = samples.Length / (width * height);
            foreach ((int left, int top, int right, int down) in interlaced ? Adam7 : [(0, 0, 1, 1)])
            {
                for (int y = top; y < height && left < width; y += down)
                {
                    rows.WriteByte(0);
                    for (int x = left; x < width; x += right)
                    {
                        rows.Write(samples.Slice((y * width + x) * pixel, pixel));
                    }
                }
            }
        }
        WriteChunk(stream, "IDAT"u8, compressed.ToArray());
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Unfilter(Stream rows, int width, int height)
    {
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            int filter = rows.ReadByte();
            for (int x = 0; x < width; x++)
            {
                int left = x > 0 ? pixels[y * width + x - 1] : 0;
                int up = y > 0 ? pixels[(y - 1) * width + x] : 0;
                int upLeft = x > 0 && y > 0 ? pixels[(y - 1) * width + x - 1] : 0;
                int predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    4 => Paeth(left, up, upLeft),
                    _ => throw new InvalidDataException($"Row {y} has filter {filter}."),
                };
                pixels[y * width + x] = (byte)(rows.ReadByte() + predicted);
            }
        }
        return pixels;
    }

    private static int Paeth(int left, int up, int upLeft)
    {
        int estimate = left + up - upLeft;
        (int a, int b, int c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - upLeft));
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc32(chunk.AsSpan(4, 4 + data.Length)));
        stream.Write(chunk);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }
        return ~crc;
    }
}
