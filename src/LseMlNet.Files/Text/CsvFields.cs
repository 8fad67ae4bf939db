using System.Text;

namespace LseMlNet.Files.Text;

/// <summary>
/// The fields of a line of separated values (RFC 4180). CsvHelper, which the program uses to read small tables, creates a string for each
/// field and cannot start in the middle of a file.
/// </summary>
internal ref struct CsvFields(ReadOnlySpan<byte> line, byte separator)
{
    private ReadOnlySpan<byte> _rest = line;
    private bool _isDone;

    /// <summary>The field, with its quotes if it has any.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Moves to the next field.</summary>
    /// <exception cref="LineFaultException">A quote is not closed.</exception>
    public bool MoveNext()
    {
        if (_isDone)
        {
            return false;
        }

        if (separator == (byte)' ')
        {
            // numpy.savetxt may align numbers with several spaces.
            _rest = _rest.TrimStart((byte)' ');
        }

        int from = _rest is [(byte)'"', ..] ? EndOfQuoted(_rest) : 0;
        int end = _rest[from..].IndexOf(separator);
        _isDone = end < 0;
        Current = _isDone ? _rest : _rest[..(from + end)];
        _rest = _isDone ? default : _rest[(from + end + 1)..];
        return true;
    }

    /// <summary>The field as text, without quotes.</summary>
    public readonly string Text()
    {
        string text = Encoding.UTF8.GetString(Current.Trim(" \t"u8));
        return text is ['"', .., '"'] && text.Length > 1 ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>The field as the text of a number.</summary>
    public readonly ReadOnlySpan<byte> Number() => Current is [(byte)'"', .., (byte)'"'] && Current.Length > 1 ? Current[1..^1] : Current;

    /// <summary>Finds the separator of the fields of a line: a tab, a semicolon, a comma or spaces, whichever occurs.</summary>
    public static byte SeparatorOf(ReadOnlySpan<byte> line) =>
        line.Contains((byte)'\t') ? (byte)'\t'
        : line.Contains((byte)';') ? (byte)';'
        : line.Contains((byte)',') || !line.Trim((byte)' ').Contains((byte)' ') ? (byte)','
        : (byte)' ';

    // A quote is closed by a quote that is not doubled.
    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        for (int at = 1; ;)
        {
            int quote = text[at..].IndexOf((byte)'"');
            if (quote < 0)
            {
                throw new LineFaultException("", "a quote (\") is not closed; expected no line breaks within a field");
            }

            at += quote + 1;
            if (at == text.Length || text[at] != (byte)'"')
            {
                return at;
            }

            at++;
        }
    }
}
