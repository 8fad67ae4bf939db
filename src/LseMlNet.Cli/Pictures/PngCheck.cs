using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using static LseMlNet.Cli.Serve.RefusedUploadException;

namespace LseMlNet.Cli.Pictures;

/// <summary>
/// Whether a PNG file is whole: every chunk with the checksum it should have, and as many pixels as the header says
/// (https://www.w3.org/TR/png-3). Chunks that only say something about the picture are looked at no further than that.
/// </summary>
internal static class PngCheck
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="RefusedUploadException">The picture is damaged, or too large.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        PngHeader? header = null;
        int colors = 0;
        using var packed = new MemoryStream();
        for (int at = Signature.Length; ;)
        {
            ReadOnlySpan<byte> data = Chunk(bytes, at, out string type);
            if (header is null && type != "IHDR")
            {
                throw Damaged($"its first chunk is {type}; wanted IHDR");
            }

            switch (type)
            {
                case "IHDR":
                    header = header is null ? PngHeader.Read(data) : throw Damaged("it has more than one IHDR chunk");
                    break;
                case "PLTE":
                    colors = data.Length % 3 == 0 ? data.Length / 3 : throw Damaged($"its palette has {data.Length} bytes; wanted three for each colour");
                    break;
                case "IDAT":
                    packed.Write(data);
                    break;
                case "IEND":
                    header!.CheckPalette(colors);
                    CheckPixels(header, packed);
                    return;
                default:
                    if (char.IsUpper(type[0]))
                    {
                        throw Damaged($"it has a chunk {type}, which decoders must know and do not");
                    }

                    break;
            }
            at += 12 + data.Length;
        }
    }

    public static RefusedUploadException Damaged(string what, Exception? cause = null) =>
        Unreadable($"This PNG picture is damaged: {what}. Copy or download it again.", cause);

    // A chunk: length, type, data, checksum of type and data.
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> bytes, int at, out string type)
    {
        ReadOnlySpan<byte> rest = bytes[at..];
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - 12)
        {
            throw Unreadable("This PNG picture is cut short. Copy or download it again.");
        }

        int length = (int)BinaryPrimitives.ReadUInt32BigEndian(rest);
        type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        if (!type.All(char.IsAsciiLetter))
        {
            throw Damaged($"there is no chunk at byte {at}");
        }

        if (Crc32.HashToUInt32(rest.Slice(4, 4 + length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]))
        {
            throw Damaged($"the checksum of chunk {type} at byte {at} is wrong");
        }

        return rest.Slice(8, length);
    }

    // Unpacks the rows without keeping them: each is a filter, 0 to 4, and its pixels.
    private static void CheckPixels(PngHeader header, MemoryStream packed)
    {
        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            byte[] row = new byte[header.LongestRow];
            foreach (int length in header.RowLengths())
            {
                rows.ReadExactly(row, 0, length);
                if (row[0] > 4)
                {
                    throw Damaged($"a row has filter {row[0]}; wanted 0 to 4");
                }
            }
            if (rows.ReadByte() >= 0)
            {
                throw Damaged("it has more pixels than its header says");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged("its pixels do not unpack to what its header says", e);
        }
    }
}
