using System.Text;

namespace LseMlNet;

/// <summary>
/// Reads a list or dictionary of texts and integers in the syntax of Python, in which exporters of models write class names.
/// </summary>
internal static class PythonLiteral
{
    /// <summary>Returns the entries of a dictionary, or the elements of a list with their numbers.</summary>
    /// <exception cref="FormatException">The text is not such a literal.</exception>
    public static IReadOnlyList<(string Key, string Value)> Parse(string text)
    {
        bool isList = text[0] == '[';
        var entries = new List<(string, string)>();
        int position = 1;
        while (Peek(text, ref position) != (isList ? ']' : '}'))
        {
            string first = Value(text, ref position);
            if (isList)
            {
                entries.Add(($"{entries.Count}", first));
            }
            else
            {
                Expect(text, ref position, ':');
                entries.Add((first, Value(text, ref position)));
            }

            if (Peek(text, ref position) == ',')
            {
                position++;
            }
            else if (Peek(text, ref position) != (isList ? ']' : '}'))
            {
                throw Unexpected(text, position);
            }
        }
        position++;
        return position == text.Length ? entries : throw Unexpected(text, position);
    }

    private static string Value(string text, ref int position)
    {
        char quote = Peek(text, ref position);
        var value = new StringBuilder();
        if (quote is not ('\'' or '"'))
        {
            for (; position < text.Length && char.IsAsciiDigit(text[position]); position++)
            {
                value.Append(text[position]);
            }

            return value.Length > 0 ? value.ToString() : throw Unexpected(text, position);
        }

        for (position++; position < text.Length && text[position] != quote; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
            }

            value.Append(text[position]);
        }
        Expect(text, ref position, quote);
        return value.ToString();
    }

    private static void Expect(string text, ref int position, char expected)
    {
        if (Peek(text, ref position) != expected)
        {
            throw Unexpected(text, position);
        }

        position++;
    }

    private static char Peek(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position < text.Length ? text[position] : throw Unexpected(text, position);
    }

    private static FormatException Unexpected(string text, int position)
    {
        string found = position < text.Length ? $"'{text[position]}'" : "the end";
        return new FormatException(
            $"Found {found} at character {position}; expected a JSON or Python list of names, or a dictionary from " +
            "class numbers to names.");
    }
}
