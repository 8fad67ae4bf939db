using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>A file of separated values, one row on each line.</summary>
internal sealed class CsvFile : TextFile
{
    private readonly byte _separator = (byte)',';

    /// <param name="path">The file.</param>
    /// <param name="hasHeader">Whether the first line has the names of the columns; null to determine this from its content.</param>
    /// <exception cref="FormatException">The file is not text, or its first line is invalid.</exception>
    public CsvFile(string path, bool? hasHeader)
        : base(path)
    {
        byte[] line = FirstLine() ?? throw Fault("it is empty");
        _separator = CsvFields.SeparatorOf(line);
        List<(string Text, bool IsNumber)> fields = Fields(line);
        HasNames = hasHeader ?? IsHeader(line, fields);
        if (HasNames)
        {
            if (fields.GroupBy(field => field.Text).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw Fault($"two of its columns are called '{twice.Key}'");
            }

            SkipFirstLine();
        }

        List<(string Text, bool IsNumber)> values = !HasNames ? fields : FirstLine() is { } first ? Fields(first) : [];
        Columns = [.. fields.Select((field, i) => new FileColumn(HasNames ? field.Text : $"{i}", i >= values.Count || values[i].IsNumber ? ElementKind.Single : ElementKind.Text, []))];
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override bool HasNames { get; }

    protected override ILineParser<T> Parser<T>(ColumnChoice choice) => new CsvParser<T>(this, _separator, choice);

    // A wrong guess would silently lose a row. Pandas names the columns of an array 0, 1, 2 and so on.
    private bool IsHeader(byte[] line, List<(string Text, bool IsNumber)> fields)
    {
        int numbers = fields.Count(field => field.IsNumber);
        bool countsUp = fields.Count > 1 && fields.Select((field, i) => field.Text == $"{i}").All(isIndex => isIndex);
        return numbers == 0 || (numbers == fields.Count && !countsUp
            ? false
            : throw Fault($"its first line, {Numbers.Show(line)}, may be the names of the columns or a row; say which (HasHeader)"));
    }

    private List<(string Text, bool IsNumber)> Fields(ReadOnlySpan<byte> line)
    {
        try
        {
            var all = new List<(string, bool)>();
            var fields = new CsvFields(line, _separator);
            while (fields.MoveNext())
            {
                all.Add((fields.Text(), Numbers.TryParse(fields.Number(), out double _)));
            }

            return all;
        }
        catch (LineFaultException e)
        {
            throw Fault($"its first line is not as it should be: {e.Message}");
        }
    }
}
