using System.Globalization;
using System.Text;

namespace LseMlNet.Cli.Output;

/// <summary>
/// Prints names and messages from outside the program on one line. A file name may contain a newline, which would forge a line of output,
/// or an escape sequence, which would control the terminal.
/// </summary>
internal static class Printable
{
    /// <summary>
    /// Returns the text with each control character as an escape such as \n or \u001B. Characters that reverse the text around them, and
    /// unpaired halves of surrogate pairs, are escaped too.
    /// </summary>
    public static string Line(string text)
    {
        // Nearly every text is returned unchanged.
        int plain = 0;
        while (plain < text.Length && text[plain] is >= ' ' and <= '~')
        {
            plain++;
        }

        if (plain == text.Length)
        {
            return text;
        }

        var line = new StringBuilder(text, 0, plain, text.Length + 16);
        Span<char> characters = stackalloc char[2];
        for (ReadOnlySpan<char> rest = text.AsSpan(plain); !rest.IsEmpty;)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isWhole && !IsHidden(rune))
            {
                line.Append(characters[..rune.EncodeToUtf16(characters)]);
            }
            else
            {
                AppendEscape(line, rest[..length]);
            }

            rest = rest[length..];
        }
        return line.ToString();
    }

    // Format characters include the marks and overrides of the writing direction, and others such as the zero-width space. The two joiners
    // are allowed, because they are part of words and emoji.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    private static void AppendEscape(StringBuilder line, ReadOnlySpan<char> characters)
    {
        foreach (char character in characters)
        {
            line.Append(character switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0' => "\\0",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
            });
        }
    }
}
