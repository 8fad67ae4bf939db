using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>
/// A sequence of files of logits with their labels, or a part of it. <c>LoadLogits</c> and the program read this.
/// </summary>
internal sealed class LogitsSource
{
    private readonly FileList _logits;
    private readonly FileList? _labels;
    private readonly long _start;
    private readonly long _end;

    /// <param name="paths">The files, in their order.</param>
    /// <param name="options">The options for reading them.</param>
    /// <exception cref="FormatException">A file is damaged, or contradicts the options.</exception>
    public LogitsSource(IEnumerable<string> paths, LogitsFileOptions options)
    {
        _logits = new FileList([.. paths.Select(path => FormatDetector.Open(path, options.Format, options.HasHeader))], file => ColumnChooser.Logits(file, options));
        if (options.LabelsPath is { } labels)
        {
            _labels = new FileList([.. FilePattern.Expand(labels).Select(path => FormatDetector.Open(path, null))], file => ColumnChooser.Labels(file, options.LabelColumn));
            CheckCounts(_logits.RowCount, _labels.RowCount);
        }

        (_start, _end) = RowPartition.Of(_logits.Length, options.PartIndex, options.PartCount);
        ClassNames = options.ClassNames ?? (_logits.Choice.IsColumnPerClass && _logits.Files[0].HasNames ? [.. _logits.Choice.Logits.Select(column => column.Name)] : null);
        if (ClassNames is not null && Dimensions is [int classes] && ClassNames.Count != classes)
        {
            throw new FormatException($"{_logits.Files[0].Name}: its rows have {classes} logits, but there are {ClassNames.Count} class names");
        }

        Label = _labels is null ? _logits.Choice.Label : _labels.Choice.Label;
        LabelDimensions = _labels is null ? _logits.Choice.LabelDimensions : _labels.Choice.LabelDimensions;
    }

    /// <summary>Whether the logits need Double. All files are read with the same type.</summary>
    public bool IsDouble => _logits.IsDouble;

    /// <summary>The dimensions of a row of logits.</summary>
    public IReadOnlyList<int> Dimensions => _logits.Choice.Dimensions;

    public int RowLength => _logits.Choice.RowLength;

    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The column of labels; null if none are read.</summary>
    public FileColumn? Label { get; }

    public IReadOnlyList<int> LabelDimensions { get; }

    public int LabelLength => LabelDimensions.Aggregate(1, (product, size) => product * size);

    /// <summary>The number of classes; null if the rows are tensors, whose axes have no meaning yet.</summary>
    public int? ClassCount => Dimensions is [int classes] ? classes : null;

    /// <summary>The files of logits.</summary>
    public IEnumerable<string> Names => _logits.Files.Select(file => file.Name);

    /// <summary>The number of rows of the part; null if it is known only after reading.</summary>
    public long? RowCount => _logits.RowCount is null ? null : _end - _start;

    /// <summary>Reads the rows, with the labels as indices of classes where that is possible.</summary>
    public RowReader<T> Open<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RowReader<T> logits = _logits.Open<T>(_start, _end);
        if (_labels is null)
        {
            return Label is null ? logits : new LabelIndices<T>(logits, ClassCount, ClassNames);
        }

        long? end = _end == _logits.Length ? null : _logits.RowsBefore(_end);
        var labels = new LabelIndices<T>(_labels.OpenRows<T>(_logits.RowsBefore(_start), end), ClassCount, ClassNames);
        return new LabelJoin<T>(logits, labels, LabelLength, _labels.Files[0].Name);
    }

    private void CheckCounts(long? logits, long? labels)
    {
        if (logits is { } l && labels is { } r && l != r)
        {
            throw new FormatException($"{_labels!.Files[0].Name}: it has {r} labels, but there are {l} rows of logits in {_logits.Files[0].Name}");
        }
    }
}
