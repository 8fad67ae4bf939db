using System.Text;

namespace LseMlNet;

/// <summary>
/// Texts and counts in a saved pipeline. A small archive can unpack to gigabytes, so a length is checked against its limit, and against the
/// bytes that are left, before anything is read.
/// </summary>
internal static class SavedText
{
    /// <summary>The largest number of bytes in the name of a column or a class, or in a path.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // *** Binary format ***
    // the length in bytes, seven bits at a time as BinaryWriter writes it
    // UTF-8
    /// <exception cref="InvalidOperationException">The text is longer than the limit for reading.</exception>
    public static void Write(BinaryWriter writer, string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        if (length > MostBytes)
        {
            throw new InvalidOperationException(
                $"A name has {length} bytes; a saved pipeline can contain names of at most {MostBytes}. The name begins with '{text[..20]}'. Use a shorter one.");
        }

        writer.Write(text);
    }

    /// <param name="reader">The entry of a stage.</param>
    /// <param name="what">What the text is, as worded in the error.</param>
    /// <exception cref="InvalidDataException">The length is wrong, or the text is not UTF-8.</exception>
    public static string Read(BinaryReader reader, string what)
    {
        int length = reader.Read7BitEncodedInt();
        byte[] bytes = ReadBytes(reader, length, MostBytes, what);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{what} is not UTF-8.", e);
        }
    }

    /// <param name="reader">The entry of a stage.</param>
    /// <param name="length">The number of bytes to read.</param>
    /// <param name="most">The largest possible length.</param>
    /// <param name="what">What the bytes are, as worded in the error.</param>
    /// <exception cref="InvalidDataException">The length is wrong.</exception>
    public static byte[] ReadBytes(BinaryReader reader, long length, int most, string what)
    {
        most = (int)Math.Min(most, Left(reader));
        return length >= 0 && length <= most ? reader.ReadBytes((int)length) : throw OutOfRange($"the length of {what}", length, 0, most);
    }

    /// <summary>Reads the number of items that follow.</summary>
    /// <param name="reader">The entry of a stage.</param>
    /// <param name="minimum">The smallest possible number.</param>
    /// <param name="maximum">The largest possible number.</param>
    /// <param name="what">What the number is, as worded in the error.</param>
    /// <exception cref="InvalidDataException">The number is out of its range, or there are fewer bytes left than that.</exception>
    public static int ReadCount(BinaryReader reader, int minimum, int maximum, string what)
    {
        int count = reader.ReadInt32();
        // Every item has at least one byte.
        maximum = (int)Math.Min(maximum, Left(reader));
        return count >= minimum && count <= maximum ? count : throw OutOfRange(what, count, minimum, maximum);
    }

    private static long Left(BinaryReader reader) => reader.BaseStream.Length - reader.BaseStream.Position;

    private static InvalidDataException OutOfRange(string what, long found, long minimum, long maximum) =>
        new(FormattableString.Invariant($"{what} is {found}; expected {minimum} to {maximum}."));
}
