namespace LseMlNet.Files;

/// <summary>The options for reading files of logits.</summary>
public sealed class LogitsFileOptions
{
    /// <summary>
    /// The format of all files of logits. Null, the default, determines it from the extension of each file
    /// or, for other extensions, from the content.
    /// </summary>
    public LogitsFileFormat? Format { get; set; }

    /// <summary>
    /// The columns of the file that hold the logits: one column of lists, one array of an .npz file, or a column for each class, in the
    /// order of the classes. Null, the default, means the only column of lists or, if there is none, all columns of floating-point numbers.
    /// </summary>
    public IReadOnlyList<string>? LogitsColumns { get; set; }

    /// <summary>The column of the same file that holds the labels. Null, the default, means that there is none.</summary>
    public string? LabelColumn { get; set; }

    /// <summary>
    /// A file, or a pattern of several files, with the labels: as many rows as the logits, in the same order. Null, the default, means that
    /// there is none. If <see cref="LabelColumn"/> is set too, it names the column of this file.
    /// </summary>
    public string? LabelsPath { get; set; }

    /// <summary>
    /// The names of the classes. Labels that are text must be among them. Null, the default, means the names of the columns if the file has
    /// a named column for each class; otherwise, the classes have no names.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; set; }

    /// <summary>
    /// Whether the first line of a CSV file has the names of the columns. Null, the default, means that
    /// it has if none of its fields is a number.
    /// </summary>
    public bool? HasHeader { get; set; }

    /// <summary>
    /// The number of parts into which the rows are divided, so that several processes can read them. With 1,
    /// the default, this process reads all rows.
    /// </summary>
    /// <remarks>
    /// The parts depend only on the files. They are complete and disjoint, and keep the order of the rows. Files that state their number of
    /// rows are divided by rows, and CSV and NDJSON files by bytes.
    /// </remarks>
    public int PartCount { get; set; } = 1;

    /// <summary>The part to read, from 0 to <see cref="PartCount"/> − 1.</summary>
    public int PartIndex { get; set; }
}
