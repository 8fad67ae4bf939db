namespace LseMlNet.Files.Rows;

/// <summary>A part of a file, in its units: rows, or bytes of text.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Where the part begins.</param>
/// <param name="End">Where it ends. The row that begins before it is part of it.</param>
internal readonly record struct FilePart(TableFile File, long Start, long End)
{
    /// <summary>An error in a row: "x.csv: row 3 (counted from 0), column 'cat': it is empty; expected a number".</summary>
    /// <param name="row">The row, counted from 0 in the part.</param>
    /// <param name="column">The column or element, as in "column 'cat'"; "" if it is the whole row.</param>
    /// <param name="fault">What was found, and what was expected.</param>
    public FormatException Fault(long row, string column, string fault) =>
        new($"{File.Name}: row {File.RowsBefore(Start) + row} (counted from 0){(column.Length > 0 ? $", {column}" : "")}: {fault}");
}
