using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Files with the same columns, read one after the other.</summary>
internal sealed class FileList
{
    private readonly ColumnChoice[] _choices;

    // The start of each file, in units, and the end of the last one.
    private readonly long[] _starts;

    public FileList(IReadOnlyList<TableFile> files, Func<TableFile, ColumnChoice> choose)
    {
        Files = files;
        _choices = [.. files.Select(choose)];
        _starts = new long[files.Count + 1];
        for (int i = 0; i < files.Count; i++)
        {
            files[i].Choose(_choices[i]);
            _starts[i + 1] = checked(_starts[i] + files[i].Length);
            if (!_choices[i].Dimensions.SequenceEqual(Choice.Dimensions) || !_choices[i].LabelDimensions.SequenceEqual(Choice.LabelDimensions))
            {
                throw files[i].Fault($"its rows have the shape {Shape(_choices[i])}; expected {Shape(Choice)}, as in {files[0].Name}");
            }

            if (Names(_choices[i]) is { } names && Names(Choice) is { } first && !names.SequenceEqual(first))
            {
                throw files[i].Fault($"its classes are {string.Join(", ", names)}; expected {string.Join(", ", first)}, as in {files[0].Name}");
            }

            if (_choices[i].Label?.Kind != Choice.Label?.Kind)
            {
                throw files[i].Fault($"its labels are {_choices[i].Label!.Kind.Name()}; expected {Choice.Label!.Kind.Name()}, as in {files[0].Name}");
            }
        }
    }

    public IReadOnlyList<TableFile> Files { get; }

    /// <summary>The columns to read, by their names in the first file.</summary>
    public ColumnChoice Choice => _choices[0];

    public bool IsDouble => _choices.Any(choice => choice.Logits.Any(column => column.Kind == ElementKind.Double));

    public long Length => _starts[^1];

    public long? RowCount => Files.Any(file => file.RowCount is null) ? null : Length;

    public long RowsBefore(long unit)
    {
        long rows = 0;
        for (int i = 0; i < Files.Count && _starts[i] < unit; i++)
        {
            rows += Files[i].RowsBefore(Math.Min(unit - _starts[i], Files[i].Length));
        }

        return rows;
    }

    /// <summary>Reads from one unit to another.</summary>
    public RowReader<T> Open<T>(long start, long end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new FileListReader<T>(
            from i in Enumerable.Range(0, Files.Count)
            let first = Math.Max(start, _starts[i]) - _starts[i]
            let last = Math.Min(end, _starts[i + 1]) - _starts[i]
            where first < last
            select Files[i].Open<T>(_choices[i], first, last));

    /// <summary>Reads from one row to another, or to the end.</summary>
    public RowReader<T> OpenRows<T>(long start, long? end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (RowCount is { } count)
        {
            return Open<T>(Math.Min(start, count), Math.Min(end ?? count, count));
        }

        RowReader<T> all = Open<T>(0, Length);
        return start == 0 && end is null ? all : new RowWindow<T>(all, start, end);
    }

    private static string Shape(ColumnChoice choice) => $"[{string.Join(", ", choice.Logits.Count > 0 ? choice.Dimensions : choice.LabelDimensions)}]";

    private string[]? Names(ColumnChoice choice) =>
        choice.IsColumnPerClass && Files.All(file => file.HasNames) ? [.. choice.Logits.Select(column => column.Name)] : null;
}
