using System.Buffers.Binary;

namespace LseMlNet.Files.Arrow;

/// <summary>A table of FlatBuffers, the encoding of Arrow's metadata. Reading outside the bytes throws an exception.</summary>
internal readonly struct FlatTable
{
    private readonly byte[] _bytes;
    private readonly int _start;

    private FlatTable(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    public static FlatTable Root(byte[] bytes) => new(bytes, BinaryPrimitives.ReadInt32LittleEndian(bytes));

    /// <summary>Returns a number; 0 if the table does not have it.</summary>
    public byte Byte(int field) => Position(field) is > 0 and var at ? _bytes[at] : (byte)0;

    /// <inheritdoc cref="Byte"/>
    public long Int64(int field) => Position(field) is > 0 and var at ? BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at)) : 0;

    /// <summary>Returns a nested table, or null.</summary>
    public FlatTable? Table(int field) => Position(field) is > 0 and var at ? new FlatTable(_bytes, Follow(at)) : null;

    /// <summary>Returns a vector of pairs of numbers.</summary>
    public IEnumerable<(long First, long Second)> PairsOfInt64(int field)
    {
        (int start, int count) = Vector(field, 16);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> pair = _bytes.AsSpan(start + (i * 16), 16);
            yield return (BinaryPrimitives.ReadInt64LittleEndian(pair), BinaryPrimitives.ReadInt64LittleEndian(pair[8..]));
        }
    }

    /// <summary>A vector of tables.</summary>
    public IEnumerable<FlatTable> Tables(int field)
    {
        (int start, int count) = Vector(field, 4);
        for (int i = 0; i < count; i++)
        {
            yield return new FlatTable(_bytes, Follow(start + (i * 4)));
        }
    }

    // Where a vector begins, and how many elements it has: no more than there are bytes.
    private (int Start, int Count) Vector(int field, int elementSize)
    {
        if (Position(field) is not (> 0 and var at))
        {
            return (0, 0);
        }

        int start = checked(Follow(at) + 4);
        int count = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(start - 4));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * elementSize, _bytes.Length - start);
        return (start, count);
    }

    // What is referred to comes later, so nothing can contain itself.
    private int Follow(int at)
    {
        int offset = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(offset);
        return checked(at + offset);
    }

    // A list of the positions of the fields precedes the table.
    private int Position(int field)
    {
        int list = checked(_start - BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_start)));
        int at = 4 + (2 * field);
        if (at >= BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(list)))
        {
            return 0;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(list + at));
        return offset == 0 ? 0 : _start + offset;
    }
}
