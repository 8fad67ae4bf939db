using System.Text.Json;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>A file of JSON, one row on each line: an array of logits, or an object.</summary>
internal sealed class NdjsonFile : TextFile
{
    // The dimensions of the first row's lists.
    private readonly Dictionary<string, IReadOnlyList<int>> _dimensions = [];

    /// <exception cref="FormatException">It is not text, or its first line is not as it should be.</exception>
    public NdjsonFile(string path)
        : base(path)
    {
        byte[] line = FirstLine() ?? throw Fault("it is empty");
        try
        {
            Columns = [.. ReadColumns(line)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Fault($"row 0 (counted from 0): it is not JSON: {e.Message}");
        }
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override bool HasNames => !IsArrays;

    /// <summary>Whether each line is an array, and not an object.</summary>
    public bool IsArrays { get; private set; }

    public override IReadOnlyList<int>? FirstDimensions(FileColumn column) => column.IsList ? _dimensions[column.Name] : column.Dimensions;

    protected override ILineParser<T> Parser<T>(ColumnChoice choice) => new NdjsonParser<T>(IsArrays, choice);

    private List<FileColumn> ReadColumns(byte[] line)
    {
        var json = new Utf8JsonReader(line);
        json.Read();
        IsArrays = json.TokenType == JsonTokenType.StartArray;
        var columns = new List<FileColumn>();
        if (IsArrays)
        {
            columns.Add(ReadColumn(ref json, ""));
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                columns.Add(columns.Any(column => column.Name == name) ? throw Fault($"row 0 (counted from 0) has two values '{name}'") : ReadColumn(ref json, name));
            }
        }
        else
        {
            throw Fault("row 0 (counted from 0): it is neither an array nor an object; expected [1.5, -2] or {\"logits\": [1.5, -2]}, for example");
        }

        return columns;
    }

    private FileColumn ReadColumn(ref Utf8JsonReader json, string name)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number:
                return new FileColumn(name, ElementKind.Single, []);
            case JsonTokenType.String:
                return new FileColumn(name, ElementKind.Text, []);
            case JsonTokenType.StartArray:
                _dimensions[name] = Dimensions(ref json);
                return new FileColumn(name, ElementKind.Single, null);
            default:
                json.Skip();
                return new FileColumn(name, ElementKind.Other, []);
        }
    }

    // The lengths of the array, of the first array in it, and so on. The parser checks that all other arrays have the same lengths.
    private static IReadOnlyList<int> Dimensions(ref Utf8JsonReader json)
    {
        int count = 0;
        IReadOnlyList<int>? inner = null;
        for (; json.Read() && json.TokenType != JsonTokenType.EndArray; count++)
        {
            if (json.TokenType == JsonTokenType.StartArray)
            {
                IReadOnlyList<int> dimensions = Dimensions(ref json);
                inner ??= dimensions;
            }
            else
            {
                json.Skip();
            }
        }

        return [count, .. inner ?? []];
    }
}
