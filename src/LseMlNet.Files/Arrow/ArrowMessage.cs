using System.Buffers.Binary;

namespace LseMlNet.Files.Arrow;

/// <summary>
/// A message of the Arrow IPC format. Apache.Arrow reads the messages. This type finds where they are and how many rows they have without
/// reading them, and checks that no length in them exceeds the file.
/// </summary>
/// <param name="Kind">The kind of the message.</param>
/// <param name="Offset">The position of the message in the file.</param>
/// <param name="Length">The length of the message, including the body.</param>
/// <param name="Rows">The number of rows of a record batch.</param>
internal readonly record struct ArrowMessage(ArrowMessageKind Kind, long Offset, long Length, long Rows)
{
    private const int LongestMetadata = 64 << 20;

    // Compressed buffers state their length. Without a limit, a few bytes could request all memory.
    private const int MostCompression = 100;
    private const long FreeCompression = 1 << 20;

    // The numbers of the fields in Message.fbs.
    private const int HeaderType = 1;
    private const int Header = 2;
    private const int BodyLength = 3;
    private const int BatchLength = 0;
    private const int Buffers = 2;
    private const int Compression = 3;

    /// <summary>Finds the messages from the position of a stream to the end mark, or to the end of the file.</summary>
    /// <exception cref="FormatException">The file is cut off, or a message is damaged.</exception>
    public static IEnumerable<ArrowMessage> ReadAll(FileStream stream)
    {
        byte[] prefix = new byte[8];
        while (stream.Position < stream.Length)
        {
            long offset = stream.Position;
            int read = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
            // Before version 0.15, messages began with their length.
            bool hasMark = BinaryPrimitives.ReadUInt32LittleEndian(prefix) == uint.MaxValue;
            int metadataLength = BinaryPrimitives.ReadInt32LittleEndian(prefix.AsSpan(hasMark ? 4 : 0));
            int prefixLength = hasMark ? 8 : 4;
            if (read < prefixLength)
            {
                throw new FormatException("it ends within a message");
            }

            if (metadataLength == 0)
            {
                yield break;
            }

            if (metadataLength is < 0 or > LongestMetadata || offset + prefixLength + metadataLength > stream.Length)
            {
                throw new FormatException($"at byte {offset}, a message has {metadataLength} bytes of metadata, but the file ends after {stream.Length} bytes");
            }

            stream.Position = offset + prefixLength;
            byte[] metadata = new byte[metadataLength];
            stream.ReadExactly(metadata);
            ArrowMessage message = Parse(stream, metadata, offset, prefixLength);
            stream.Position = offset + message.Length;
            yield return message;
        }
    }

    private static ArrowMessage Parse(FileStream stream, byte[] metadata, long offset, int prefixLength)
    {
        try
        {
            FlatTable message = FlatTable.Root(metadata);
            var kind = (ArrowMessageKind)message.Byte(HeaderType);
            long bodyLength = message.Int64(BodyLength);
            long bodyOffset = offset + prefixLength + metadata.Length;
            if (bodyLength < 0 || bodyLength > stream.Length - bodyOffset)
            {
                throw new FormatException($"at byte {offset}, a message has a body of {bodyLength} bytes, but the file ends after {stream.Length} bytes. The file is cut off.");
            }

            long rows = 0;
            if (kind == ArrowMessageKind.RecordBatch && message.Table(Header) is { } batch)
            {
                rows = batch.Int64(BatchLength);
                if (rows is < 0 or > int.MaxValue)
                {
                    throw new FormatException($"at byte {offset}, a batch has {rows} rows; expected at most {int.MaxValue}");
                }

                if (batch.Table(Compression) is not null)
                {
                    CheckCompression(stream, batch, bodyOffset, bodyLength);
                }
            }

            return new ArrowMessage(kind, offset, prefixLength + metadata.Length + bodyLength, rows);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException($"at byte {offset}, the metadata of a message are damaged");
        }
    }

    private static void CheckCompression(FileStream stream, FlatTable batch, long bodyOffset, long bodyLength)
    {
        byte[] size = new byte[8];
        long total = 0;
        foreach ((long start, long length) in batch.PairsOfInt64(Buffers))
        {
            if (length < size.Length || start < 0 || start > bodyLength - size.Length)
            {
                continue;
            }

            stream.Position = bodyOffset + start;
            stream.ReadExactly(size);
            // The length The length The length -1 stands for a buffer that is not compressed.
            total = checked(total + Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(size)));
        }

        if (total > (MostCompression * bodyLength) + FreeCompression)
        {
            throw new FormatException($"a batch of {bodyLength} bytes unpacks to {total}, more than {MostCompression} times as many");
        }
    }
}
