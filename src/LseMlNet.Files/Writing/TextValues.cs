using System.Buffers;
using System.Globalization;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Writing;

/// <summary>Writes numbers with the fewest digits that are read as the same number.</summary>
internal static class TextValues
{
    // No number has more characters.
    private const int LongestNumber = 32;

    /// <summary>Writes a value of a column.</summary>
    /// <param name="text">Where to write.</param>
    /// <param name="block">The rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="index">Its index.</param>
    /// <param name="at">The index of the value.</param>
    /// <param name="infinite">What stands for an infinite value, with its sign; null for the usual text.</param>
    public static void Write(ArrayBufferWriter<byte> text, OutputBlock block, OutputColumn column, int index, int at, string? infinite)
    {
        switch (column.Kind)
        {
            case ElementKind.Single:
                Write(text, block.Values<float>(index)[at], infinite);
                break;
            case ElementKind.Double:
                Write(text, block.Values<double>(index)[at], infinite);
                break;
            default:
                Write(text, block.Values<long>(index)[at], infinite);
                break;
        }
    }

    public static void Write(ArrayBufferWriter<byte> text, ReadOnlySpan<char> characters)
    {
        int length = System.Text.Encoding.UTF8.GetBytes(characters, text.GetSpan(3 * characters.Length + 1));
        text.Advance(length);
    }

    private static void Write<T>(ArrayBufferWriter<byte> text, T value, string? infinite)
        where T : System.Numerics.INumberBase<T>
    {
        if (infinite is not null && !T.IsFinite(value))
        {
            Write(text, infinite);
            return;
        }

        value.TryFormat(text.GetSpan(LongestNumber), out int length, default, CultureInfo.InvariantCulture);
        text.Advance(length);
    }
}
