using System.Text;

namespace LseMlNet.Cli.Models;

/// <summary>
/// Reads the names of classes in the usual forms: one per line, or as JSON. Lines are numbered, so that errors can name them. Text that is
/// not UTF-8 is refused, because a guess would garble the names.
/// </summary>
internal static class LabelText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names, each with its line or index.</summary>
    /// <exception cref="FormatException">The text is not UTF-8, or it is JSON without class names.</exception>
    public static IReadOnlyList<Label> Read(byte[] bytes)
    {
        string text = Decode(bytes);
        return text.AsSpan().TrimStart() is ['{' or '[', ..]
            ? [.. ClassNames.Parse(text).Select((name, i) => new Label($"class {i}", name))]
            : [.. text.Split('\n').Select((line, i) => new Label($"line {i + 1}", line.Trim()))];
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            // Windows writes UTF-16 with a byte order mark.
            return bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(bytes[2..])
                : bytes is [0xEF, 0xBB, 0xBF, ..] ? Utf8.GetString(bytes[3..])
                : Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            throw new FormatException($"line {line} is not UTF-8 text, perhaps Latin-1; save the file as UTF-8", e);
        }
    }
}

/// <summary>The name of a class.</summary>
/// <param name="Where">Where the name is in the file.</param>
/// <param name="Name">The name; empty for an empty line.</param>
internal sealed record Label(string Where, string Name);
