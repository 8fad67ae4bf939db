using System.Buffers.Binary;

namespace LseMlNet.Files.Arrow;

/// <summary>
/// A message of the Arrow IPC format. Apache.Arrow reads the messages; this finds out where they are and how many rows they have, without
/// reading them, and that no length in them is more than the file can hold.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">Its length, with the body.</param>
/// <param name="Rows">The number of rows of a record batch.</param>
internal readonly record struct ArrowMessage(ArrowMessageKind Kind, long Offset, long Length, long Rows)
{
    private const int LongestMetadata = 64 << 20;

    // Compressed buffers say how long they are. Without a limit, a few bytes could ask for all memory.
    private const int MostCompression = 100;
    private const long FreeCompression = 1 << 20;

    private const int DeepestField = 64;

    // The numbers of the fields in Message.fbs and Schema.fbs.
    private const int SchemaFields = 1;
    private const int SchemaMetadata = 2;
    private const int FieldChildren = 5;
    private const int FieldMetadata = 6;
    private const int HeaderType = 1;
    private const int Header = 2;
    private const int BodyLength = 3;
    private const int BatchLength = 0;
    private const int Nodes = 1;
    private const int Buffers = 2;
    private const int Compression = 3;
    private const int DictionaryData = 1;

    /// <summary>Finds the messages from the position of a stream to the end mark, or to the end of the file.</summary>
    /// <exception cref="FormatException">The file is cut off, or a message is damaged.</exception>
    public static IEnumerable<ArrowMessage> ReadAll(FileStream stream)
    {
        byte[] prefix = new byte[8];
        while (stream.Position < stream.Length)
        {
            long offset = stream.Position;
            int read = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
            // Before version 0.15, a message began with its length.
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
            if (kind == ArrowMessageKind.Schema && message.Table(Header) is { } schema)
            {
                CheckFields(schema.Tables(SchemaFields), 0);
                Count(schema.Tables(SchemaMetadata));
            }

            if (kind == ArrowMessageKind.RecordBatch && message.Table(Header) is { } batch)
            {
                rows = batch.Int64(BatchLength);
                CheckBatch(stream, batch, bodyOffset, bodyLength);
            }
            else if (kind == ArrowMessageKind.DictionaryBatch && message.Table(Header)?.Table(DictionaryData) is { } dictionary)
            {
                CheckBatch(stream, dictionary, bodyOffset, bodyLength);
            }

            return new ArrowMessage(kind, offset, prefixLength + metadata.Length + bodyLength, rows);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new FormatException($"at byte {offset}, the metadata of a message are damaged");
        }
    }

    // Apache.Arrow trusts the lengths and the references in the metadata.
    private static void CheckFields(IEnumerable<FlatTable> fields, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, DeepestField);
        foreach (FlatTable field in fields)
        {
            CheckFields(field.Tables(FieldChildren), depth + 1);
            Count(field.Tables(FieldMetadata));
        }
    }

    private static void Count(IEnumerable<FlatTable> tables)
    {
        foreach (FlatTable _ in tables)
        {
        }
    }

    private static void CheckBatch(FileStream stream, FlatTable batch, long bodyOffset, long bodyLength)
    {
        foreach ((long start, long length) in batch.PairsOfInt64(Buffers))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(start);
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, bodyLength - start);
        }

        // The smallest value is a bit.
        long mostValues = 8 * (batch.Table(Compression) is null ? bodyLength : UnpackedLength(stream, batch, bodyOffset, bodyLength));
        foreach (long count in batch.PairsOfInt64(Nodes).Select(node => node.First).Append(batch.Int64(BatchLength)))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Min(mostValues, int.MaxValue));
        }
    }

    private static long UnpackedLength(FileStream stream, FlatTable batch, long bodyOffset, long bodyLength)
    {
        byte[] size = new byte[8];
        long total = 0;
        foreach ((long start, long length) in batch.PairsOfInt64(Buffers).Where(buffer => buffer.Second >= size.Length))
        {
            stream.Position = bodyOffset + start;
            stream.ReadExactly(size);
            long unpacked = BinaryPrimitives.ReadInt64LittleEndian(size);
            // -1 stands for a buffer that is not compressed.
            total = checked(total + (unpacked == -1 ? length : unpacked));
            ArgumentOutOfRangeException.ThrowIfLessThan(unpacked, -1);
        }

        return total <= (MostCompression * bodyLength) + FreeCompression
            ? total
            : throw new FormatException($"a batch of {bodyLength} bytes unpacks to {total}, more than {MostCompression} times as many");
    }
}
