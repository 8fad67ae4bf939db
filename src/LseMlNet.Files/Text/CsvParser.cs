using System.Numerics;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>Parses the lines of a file of separated values.</summary>
internal sealed class CsvParser<T> : ILineParser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Ignored = -1;
    private const int Label = -2;

    private readonly CsvFile _file;
    private readonly byte _separator;

    // For each column, the class whose logit it holds.
    private readonly int[] _classes;

    public CsvParser(CsvFile file, byte separator, ColumnChoice choice)
    {
        (_file, _separator) = (file, separator);
        RowLength = choice.RowLength;
        HasLabel = choice.Label is not null;
        Dictionary<string, int> indices = choice.Logits.Select((logit, index) => (logit.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        _classes = [.. file.Columns.Select(column => column.Name == choice.Label?.Name ? Label : indices.GetValueOrDefault(column.Name, Ignored))];
    }

    public int RowLength { get; }

    public bool HasLabel { get; }

    public void Parse(ReadOnlySpan<byte> line, Span<T> logits, out string? label)
    {
        label = null;
        if (line.IsEmpty)
        {
            throw new LineFaultException("", "it is empty");
        }

        var fields = new CsvFields(line, _separator);
        int column = 0;
        for (; fields.MoveNext(); column++)
        {
            int target = column < _classes.Length ? _classes[column] : Ignored;
            if (target >= 0)
            {
                if (!Numbers.TryParse(fields.Number(), out logits[target]))
                {
                    throw new LineFaultException(Name(column), fields.Current.IsEmpty ? "it is empty; expected a number" : $"it is '{Numbers.Show(fields.Current)}'; expected a number");
                }
            }
            else if (target == Label)
            {
                label = fields.Text();
            }
        }

        if (column != _classes.Length)
        {
            throw new LineFaultException("", $"it has {column} fields; expected {_classes.Length}, as in the first line");
        }
    }

    private string Name(int column) => _file.HasNames ? $"column '{_file.Columns[column].Name}'" : $"column {column}";
}
