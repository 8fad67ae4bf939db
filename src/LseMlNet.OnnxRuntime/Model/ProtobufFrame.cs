namespace LseMlNet.OnnxRuntime;

/// <summary>What precedes a message, a text or bytes in a protobuf message: the number of the field and the length of the content.</summary>
internal static class ProtobufFrame
{
    private const int FieldShift = 3;
    private const int LengthDelimited = 2;

    /// <summary>The length of a field with its frame.</summary>
    public static long Measure(int field, long content) => VarintLength(Tag(field)) + VarintLength((ulong)content) + content;

    /// <summary>Writes the frame. The content follows.</summary>
    public static void Write(BinaryWriter writer, int field, long content)
    {
        writer.Write7BitEncodedInt64((long)Tag(field));
        writer.Write7BitEncodedInt64(content);
    }

    private static ulong Tag(int field) => (ulong)field << FieldShift | LengthDelimited;

    private static int VarintLength(ulong value)
    {
        int length = 1;
        for (; value > 127; value >>= 7)
        {
            length++;
        }

        return length;
    }
}
