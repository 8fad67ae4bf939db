namespace LseMlNet.Files.Rows;

/// <summary>A part of a file, in units of rows or, for text, of bytes.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">Where the part begins.</param>
/// <param name="End">The end of the part. A row that begins before the end belongs to the part.</param>
internal readonly record struct FilePart(TableFile File, long Start, long End)
{
    /// <summary>An error in a row: "x.csv: row 3 (counted from 0), column 'cat': it is empty; expected a number".</summary>
    /// <param name="row">The row, counted from 0 in the part.</param>
    /// <param name="column">The column or element, as in "column 'cat'"; "" if it is the whole row.</param>
    /// <param name="fault">A description of what was found and what was expected.</param>
    public FormatException Fault(long row, string column, string fault) =>
        new($"{File.Name}: row {File.RowsBefore(Start) + row} (counted from 0){(column.Length > 0 ? $", {column}" : "")}: {fault}");
}
