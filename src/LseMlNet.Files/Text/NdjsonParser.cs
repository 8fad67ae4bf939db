using System.Numerics;
using System.Text;
using System.Text.Json;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>Parses the lines of a file of JSON.</summary>
internal sealed class NdjsonParser<T> : ILineParser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _isArrays;
    private readonly ColumnChoice _choice;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _classes;

    public NdjsonParser(bool isArrays, ColumnChoice choice)
    {
        (_isArrays, _choice) = (isArrays, choice);
        _classes = choice.Logits.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int RowLength => _choice.RowLength;

    public bool HasLabel => _choice.Label is not null;

    public void Parse(ReadOnlySpan<byte> line, Span<T> logits, out string? label)
    {
        label = null;
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != (_isArrays ? JsonTokenType.StartArray : JsonTokenType.StartObject))
            {
                throw new LineFaultException("", $"expected an {(_isArrays ? "array" : "object")}, as in the first line");
            }

            if (!_isArrays)
            {
                ParseObject(ref json, logits, ref label);
            }
            else if (HasLabel)
            {
                throw new LineFaultException("", "it is an array, which cannot hold a label; expected an object");
            }
            else
            {
                ParseList(ref json, "", logits);
            }

            // The text that follows is reported as a separate error.
            json.Read();
        }
        // Text that is not UTF-8 is found when it is read.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new LineFaultException("", line.IsEmpty ? "it is empty" : $"it is not JSON: {e.Message}");
        }
    }

    private void ParseObject(ref Utf8JsonReader json, Span<T> logits, ref string? label)
    {
        int found = 0;
        Span<char> characters = stackalloc char[256];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<char> name = json.ValueSpan.Length <= characters.Length ? characters[..json.CopyString(characters)] : json.GetString();
            json.Read();
            if (_classes.TryGetValue(name, out int index))
            {
                found++;
                if (_choice.IsColumnPerClass)
                {
                    logits[index] = Number(ref json, $"column '{_choice.Logits[index].Name}'");
                }
                else
                {
                    ParseList(ref json, _choice.Logits[0].Name, logits);
                }
            }
            else if (_choice.Label is { } column && name.SequenceEqual(column.Name))
            {
                label = json.TokenType is JsonTokenType.String ? json.GetString()
                    : json.TokenType is JsonTokenType.Number ? Encoding.ASCII.GetString(json.ValueSpan)
                    : throw new LineFaultException("label", $"it is {Found(json.TokenType)}; expected a number or text");
            }
            else
            {
                json.Skip();
            }
        }

        if (found != _choice.Logits.Count || (HasLabel && label is null))
        {
            throw new LineFaultException(
                "", $"it has {found} of the values {string.Join(", ", _choice.Logits.Take(5).Select(column => $"'{column.Name}'"))}{(HasLabel ? $", and {(label is null ? "no" : "a")} label '{_choice.Label!.Name}'" : "")}; expected each of them once");
        }
    }

    // Nested arrays are tensors. Their values are in the order of the text.
    private void ParseList(ref Utf8JsonReader json, string column, Span<T> logits)
    {
        string list = column.Length > 0 ? $"column '{column}', " : "";
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new LineFaultException(list.TrimEnd(',', ' '), $"it is {Found(json.TokenType)}; expected an array of {logits.Length} numbers");
        }

        int depth = json.CurrentDepth;
        Span<int> counts = stackalloc int[_choice.Dimensions.Count];
        counts.Clear();
        int count = 0;
        while (json.Read() && !(json.TokenType == JsonTokenType.EndArray && json.CurrentDepth == depth))
        {
            int level = json.CurrentDepth - depth - 1;
            if (json.TokenType == JsonTokenType.StartArray && level + 1 < counts.Length)
            {
                continue;
            }

            if (json.TokenType == JsonTokenType.EndArray)
            {
                CheckLength(counts, level + 1, list);
                counts[level + 1] = 0;
                counts[level]++;
            }
            else if (level + 1 < counts.Length || count == logits.Length)
            {
                throw new LineFaultException(list.TrimEnd(',', ' '), $"its shape differs from that of the first row, [{string.Join(", ", _choice.Dimensions)}]");
            }
            else
            {
                logits[count] = Number(ref json, list, count);
                count++;
                counts[level]++;
            }
        }

        CheckLength(counts, 0, list);
    }

    private void CheckLength(Span<int> counts, int level, string list)
    {
        if (counts[level] != _choice.Dimensions[level])
        {
            throw new LineFaultException(list.TrimEnd(',', ' '), $"it has an array of {counts[level]} values; expected {_choice.Dimensions[level]}, as in the first row");
        }
    }

    private static T Number(ref Utf8JsonReader json, string list, int index) =>
        TryNumber(ref json, out T number) ? number : throw new LineFaultException($"{list}class {index}", $"it is {Found(json.TokenType)}; expected a number");

    private static T Number(ref Utf8JsonReader json, string column) =>
        TryNumber(ref json, out T number) ? number : throw new LineFaultException(column, $"it is {Found(json.TokenType)}; expected a number");

    // JSON has no infinity, so some programs write it as text.
    private static bool TryNumber(ref Utf8JsonReader json, out T number)
    {
        number = default;
        return json.TokenType is JsonTokenType.Number or JsonTokenType.String && Numbers.TryParse(json.ValueSpan, out number);
    }

    private static string Found(JsonTokenType token) => token switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.String => "text",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        JsonTokenType.EndArray or JsonTokenType.EndObject => "missing",
        _ => "true or false",
    };
}
