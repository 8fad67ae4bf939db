namespace LseMlNet.Cli.Score;

/// <summary>Where the rows are written.</summary>
/// <param name="File">The file; null for the standard output.</param>
/// <param name="Format">The format.</param>
internal sealed record ScoreTarget(string? File, LogitsFileFormat Format)
{
    /// <exception cref="UnusableInputException">The format cannot hold the outputs.</exception>
    public void Write(OutputTable table)
    {
        if (Format == LogitsFileFormat.Npy && table.Columns.Count > 1)
        {
            throw new UnusableInputException($"a file of npy holds one array, but the outputs are {string.Join(", ", table.Columns.Select(column => column.Name))}; write npz or another format");
        }

        if (File is not null && !SafeFile.IsWrittenDirectly(File))
        {
            SafeFile.Write(File, stream => TableWriter.Write(Format, stream, table));
            return;
        }

        using Stream output = File is null ? Console.OpenStandardOutput() : new FileStream(File, FileMode.Open, FileAccess.Write);
        if (TableWriter.IsSequential(Format, table))
        {
            TableWriter.Write(Format, output, table);
            return;
        }

        // The other formats are completed at places that are already written.
        using FileStream copy = TemporaryFile.Create();
        TableWriter.Write(Format, copy, table);
        copy.Position = 0;
        copy.CopyTo(output);
    }
}
