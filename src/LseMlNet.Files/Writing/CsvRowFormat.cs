using System.Buffers;
using System.Globalization;

namespace LseMlNet.Files.Writing;

/// <summary>Writes comma-separated values: a line of names, and a field for each value.</summary>
internal sealed class CsvRowFormat(IReadOnlyList<OutputColumn> columns) : IRowFormat
{
    public void WriteStart(ArrayBufferWriter<byte> text)
    {
        TextValues.Write(text, string.Join(',', columns.SelectMany(Names)));
        text.Write("\n"u8);
    }

    public void WriteRow(ArrayBufferWriter<byte> text, OutputBlock block, int row)
    {
        for (int c = 0; c < columns.Count; c++)
        {
            for (int i = 0; i < columns[c].Length; i++)
            {
                if (c + i > 0)
                {
                    text.Write(","u8);
                }

                TextValues.Write(text, block, columns[c], c, (row * columns[c].Length) + i, infinite: null);
            }
        }

        text.Write("\n"u8);
    }

    // softmax_cat, or softmax_0 if the classes have no names.
    private static IEnumerable<string> Names(OutputColumn column) => column.Dimensions.Count == 0
        ? [column.Name]
        : Enumerable.Range(0, column.Length).Select(i => Quote($"{column.Name}_{column.ClassNames?[i] ?? i.ToString(CultureInfo.InvariantCulture)}"));

    private static string Quote(string name) => name.AsSpan().ContainsAny(",\"\r\n") ? $"\"{name.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
