using System.Buffers;
using System.Text.Json;

namespace LseMlNet.Files.Writing;

/// <summary>Writes a JSON object on each line. JSON has no infinity, so null stands for −∞, the logarithm of 0.</summary>
internal sealed class NdjsonRowFormat(IReadOnlyList<OutputColumn> columns) : IRowFormat
{
    private readonly string[] _starts = [.. columns.Select((column, i) => $"{(i == 0 ? "{" : ",")}{JsonSerializer.Serialize(column.Name)}:")];

    public void WriteStart(ArrayBufferWriter<byte> text)
    {
    }

    public void WriteRow(ArrayBufferWriter<byte> text, OutputBlock block, int row)
    {
        for (int c = 0; c < columns.Count; c++)
        {
            TextValues.Write(text, _starts[c]);
            int at = row * columns[c].Length;
            WriteArray(text, block, c, 0, ref at);
        }

        text.Write("}\n"u8);
    }

    // The arrays are nested as the dimensions are.
    private void WriteArray(ArrayBufferWriter<byte> text, OutputBlock block, int c, int dimension, ref int at)
    {
        if (dimension == columns[c].Dimensions.Count)
        {
            TextValues.Write(text, block, columns[c], c, at++, infinite: "null");
            return;
        }

        for (int i = 0; i < columns[c].Dimensions[dimension]; i++)
        {
            text.Write(i == 0 ? "["u8 : ","u8);
            WriteArray(text, block, c, dimension + 1, ref at);
        }

        text.Write("]"u8);
    }
}
