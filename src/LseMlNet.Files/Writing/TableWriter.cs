namespace LseMlNet.Files.Writing;

/// <summary>Writes rows in any of the formats.</summary>
internal static class TableWriter
{
    /// <summary>Whether a format is written from its beginning to its end, so that it can go into a pipe.</summary>
    public static bool IsSequential(LogitsFileFormat format, OutputTable table) => format switch
    {
        LogitsFileFormat.Csv or LogitsFileFormat.Ndjson or LogitsFileFormat.ArrowStream => true,
        // The header has the number of rows.
        LogitsFileFormat.Npy => table.RowCount is not null,
        _ => false,
    };

    /// <summary>Writes all rows.</summary>
    /// <param name="format">The format.</param>
    /// <param name="stream">Where to write. It can seek, or the format is sequential.</param>
    /// <param name="table">The rows.</param>
    public static void Write(LogitsFileFormat format, Stream stream, OutputTable table)
    {
        switch (format)
        {
            case LogitsFileFormat.Npy:
                NpyWriter.Write(stream, table);
                break;
            case LogitsFileFormat.Npz:
                NpzWriter.Write(stream, table);
                break;
            case LogitsFileFormat.Parquet:
                ParquetTableWriter.Write(stream, table);
                break;
            case LogitsFileFormat.Arrow:
            case LogitsFileFormat.ArrowStream:
                ArrowTableWriter.Write(stream, table, isFile: format == LogitsFileFormat.Arrow);
                break;
            case LogitsFileFormat.Csv:
                TextTableWriter.Write(stream, table, new CsvRowFormat(table.Columns));
                break;
            case LogitsFileFormat.Ndjson:
                TextTableWriter.Write(stream, table, new NdjsonRowFormat(table.Columns));
                break;
            default:
                IdvWriter.Write(stream, table);
                break;
        }
    }
}
