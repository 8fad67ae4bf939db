using System.Text;
using System.Text.Json;

namespace LseMlNet.Cli.Models;

/// <summary>
/// Reads the names of classes as people have them: one per line, a JSON array, or the id2label of a config.json. Text that is not UTF-8 is
/// refused, because a guess would garble the names.
/// </summary>
internal static class LabelText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The names, each with the line or the index that it stands at.</summary>
    /// <exception cref="FormatException">This is not UTF-8, or JSON of another form.</exception>
    public static IReadOnlyList<Label> Read(byte[] bytes)
    {
        string text = Decode(bytes);
        return text.AsSpan().TrimStart() is ['{' or '[', ..]
            ? ReadJson(text)
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

    private static Label[] ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array)
            {
                return [.. root.EnumerateArray().Select((name, i) => new Label($"element {i}", Text(name)))];
            }

            JsonElement names = root.TryGetProperty("id2label", out JsonElement labels) ? labels : root;
            return InOrder(names.EnumerateObject().Select(pair => (Index(pair.Name), Text(pair.Value))));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException(
                $"it is JSON, but not an array of names or an object with id2label, as in {{\"id2label\": {{\"0\": \"cat\", \"1\": \"dog\"}}}}: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static Label[] InOrder(IEnumerable<(int Index, string Name)> pairs)
    {
        (int Index, string Name)[] sorted = [.. pairs.OrderBy(pair => pair.Index)];
        int wrong = Array.FindIndex(sorted.Select((pair, i) => pair.Index == i).ToArray(), isRight => !isRight);
        return wrong < 0
            ? Array.ConvertAll(sorted, pair => new Label($"id {pair.Index}", pair.Name))
            : throw new FormatException($"id2label has no single name for class {wrong}; expected the classes 0 to {sorted.Length - 1}, each once");
    }

    private static int Index(string key) => int.TryParse(key, out int index)
        ? index
        : throw new JsonException($"'{key}' is not the number of a class");

    private static string Text(JsonElement name) => name.GetString()?.Trim() ?? throw new JsonException("a name is null");
}

/// <summary>The name of a class.</summary>
/// <param name="Where">Where it stands in the file.</param>
/// <param name="Name">The name; empty for an empty line.</param>
internal sealed record Label(string Where, string Name);
