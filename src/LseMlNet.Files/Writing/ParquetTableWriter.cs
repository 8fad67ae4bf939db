using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace LseMlNet.Files.Writing;

/// <summary>Writes a file of Parquet, with a list for each row of a vector.</summary>
internal static class ParquetTableWriter
{
    public static void Write(Stream stream, OutputTable table)
    {
        var batches = new ArrowBatches(table.Columns);
        using WriterProperties properties = Properties();
        using ArrowWriterProperties arrow = ArrowProperties();
        using var writer = new FileWriter(stream, batches.Schema, properties, arrow, leaveOpen: true);
        foreach (RecordBatch batch in batches.Of(table.Blocks))
        {
            writer.WriteRecordBatch(batch, batch.Length);
        }

        writer.Close();
    }

    /// <summary>How the values are stored: the numbers hardly repeat, so a dictionary of them would only cost time.</summary>
    internal static WriterProperties Properties()
    {
        using var builder = new WriterPropertiesBuilder();
        return builder.DisableDictionary().Compression(Compression.Snappy).Build();
    }

    // With the schema of Arrow, lists of fixed size are read as such.
    internal static ArrowWriterProperties ArrowProperties()
    {
        using var builder = new ArrowWriterPropertiesBuilder();
        return builder.StoreSchema().Build();
    }
}
