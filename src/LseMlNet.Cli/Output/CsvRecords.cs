using CsvHelper;

namespace LseMlNet.Cli.Output;

/// <summary>Writes comma-separated values (RFC 4180) that a spreadsheet displays but never executes.</summary>
internal sealed class CsvRecords(TextWriter output) : IDisposable
{
    // The characters at the start of a cell that make Excel, LibreOffice and Google Sheets treat it as a formula. CsvHelper can also prefix
    // such cells, but it would prefix negative numbers too.
    private const string FormulaStarts = "=+-@＝＋－＠";

    private readonly CsvWriter _csv = CsvWriter.Create(output, leaveOpen: true);

    /// <summary>
    /// Writes text from any source. An apostrophe is put before text that a spreadsheet would treat as a formula, and control characters
    /// are escaped, because a formula may also follow a tab or a newline.
    /// </summary>
    public void Text(params ReadOnlySpan<string?> cells)
    {
        foreach (string? cell in cells)
        {
            string text = Printable.Line(cell ?? "");
            string start = text.TrimStart();
            _csv.WriteField(start.Length > 0 && FormulaStarts.Contains(start[0], StringComparison.Ordinal) ? $"'{text}" : text);
        }
    }

    /// <summary>Writes numbers, or other values that the program has created, as they are. Null is written as an empty field.</summary>
    public void Values(params ReadOnlySpan<string?> cells)
    {
        foreach (string? cell in cells)
        {
            _csv.WriteField(cell);
        }
    }

    /// <summary>Ends the record and flushes it, so that other programs can read it while this one writes.</summary>
    public void End()
    {
        _csv.EndRecord();
        _csv.Flush();
    }

    public void Dispose() => _csv.Dispose();
}
