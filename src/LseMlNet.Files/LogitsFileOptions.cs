namespace LseMlNet.Files;

/// <summary>What to read of files of logits.</summary>
public sealed class LogitsFileOptions
{
    /// <summary>
    /// The format of all files of logits. Null, the default: the extension of each name tells it, and for other extensions the content.
    /// </summary>
    public LogitsFileFormat? Format { get; set; }

    /// <summary>
    /// The columns of the file that hold the logits: one column of lists, one array of an .npz file, or a column for each class, in the
    /// order of the classes. Null, the default: the only column of lists; without any, all columns of floating-point numbers.
    /// </summary>
    public IReadOnlyList<string>? LogitsColumns { get; set; }

    /// <summary>The column of the same file that holds the labels. Null, the default: there is none.</summary>
    public string? LabelColumn { get; set; }

    /// <summary>
    /// A file, or a pattern of several, that holds the labels: as many rows as there are logits, in the same order. Null, the default:
    /// there is none. If <see cref="LabelColumn"/> is set too, it names the column of this file.
    /// </summary>
    public string? LabelsPath { get; set; }

    /// <summary>
    /// The names of the classes. Labels that are text must be one of them. Null, the default: the names of the columns, for a file with a
    /// column for each class that names them; otherwise the classes have no names.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; set; }

    /// <summary>
    /// Whether the first line of a CSV file has the names of the columns. Null, the default: it has if none of its fields is a number.
    /// </summary>
    public bool? HasHeader { get; set; }

    /// <summary>
    /// How many parts the rows are divided into, to be read by as many processes. 1, the default: this process reads all rows.
    /// </summary>
    /// <remarks>
    /// The parts depend only on the files. They are complete and disjoint, and in their order they are all rows in order. Files that know
    /// their number of rows are divided by rows, CSV and NDJSON by bytes.
    /// </remarks>
    public int PartCount { get; set; } = 1;

    /// <summary>Which of the parts to read, from 0 to <see cref="PartCount"/> − 1.</summary>
    public int PartIndex { get; set; }
}
