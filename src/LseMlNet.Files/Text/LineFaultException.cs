namespace LseMlNet.Files.Text;

/// <summary>A line is invalid. The caller, which knows the file and the row, turns this into the error that the user sees.</summary>
/// <param name="column">The column or element, as in "column 'cat'"; "" if it is the whole row.</param>
/// <param name="fault">What was found, and what was expected.</param>
internal sealed class LineFaultException(string column, string fault) : Exception(fault)
{
    public string Column { get; } = column;
}
