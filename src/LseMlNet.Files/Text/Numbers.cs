using System.Globalization;
using System.Numerics;
using System.Text;

namespace LseMlNet.Files.Text;

/// <summary>Numbers in text, as Python and .NET write them.</summary>
internal static class Numbers
{
    private const int LongestShown = 40;

    public static bool TryParse<T>(ReadOnlySpan<byte> text, out T number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        // Python writes inf, where .NET reads Infinity.
        ReadOnlySpan<byte> trimmed = text.Trim(" \t"u8);
        bool isNegative = trimmed is [(byte)'-', ..];
        ReadOnlySpan<byte> letters = trimmed.TrimStart("+-"u8);
        number = isNegative ? T.NegativeInfinity : T.PositiveInfinity;
        return trimmed.Length - letters.Length <= 1 && Ascii.EqualsIgnoreCase(letters, "inf"u8);
    }

    /// <summary>Returns the start of a text from any source, for an error.</summary>
    public static string Show(ReadOnlySpan<byte> text) =>
        text.Length > LongestShown ? $"{Encoding.UTF8.GetString(text[..LongestShown])}…" : Encoding.UTF8.GetString(text);
}
