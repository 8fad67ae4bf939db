using CsvHelper;

namespace LseMlNet.Cli.Output;

/// <summary>Writes comma-separated values (RFC 4180) that a spreadsheet shows but does not run.</summary>
internal sealed class CsvRecords(TextWriter output) : IDisposable
{
    // What makes Excel, LibreOffice and Google Sheets take a cell for a formula. CsvHelper can prefix these too, but it prefixes negative
    // numbers as well.
    private const string FormulaStarts = "=+-@＝＋－＠";

    private readonly CsvWriter _csv = CsvWriter.Create(output, leaveOpen: true);

    /// <summary>
    /// Writes text of any origin. An apostrophe is put in front of what a spreadsheet would take for a formula, and control characters are
    /// escaped: a formula may also follow a tab or a newline.
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

    /// <summary>Writes numbers, or other values that the program has made, as they are. Null is empty.</summary>
    public void Values(params ReadOnlySpan<string?> cells)
    {
        foreach (string? cell in cells)
        {
            _csv.WriteField(cell);
        }
    }

    /// <summary>Ends the record, and flushes it for programs that read while this one writes.</summary>
    public void End()
    {
        _csv.EndRecord();
        _csv.Flush();
    }

    public void Dispose() => _csv.Dispose();
}
