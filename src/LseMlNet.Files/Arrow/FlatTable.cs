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
        if (Position(field) is not (> 0 and var at))
        {
            yield break;
        }

        int start = Follow(at);
        int count = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(start));
        for (int i = 0; i < count; i++)
        {
            Span<byte> pair = _bytes.AsSpan(checked(start + 4 + (i * 16)), 16);
            yield return (BinaryPrimitives.ReadInt64LittleEndian(pair), BinaryPrimitives.ReadInt64LittleEndian(pair[8..]));
        }
    }

    private int Follow(int at) => checked(at + BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at)));

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
