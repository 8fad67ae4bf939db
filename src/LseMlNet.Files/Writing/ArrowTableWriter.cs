using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace LseMlNet.Files.Writing;

/// <summary>Writes a file or a stream of Arrow, with a list of fixed size for each row of a vector.</summary>
internal static class ArrowTableWriter
{
    public static void Write(Stream stream, OutputTable table, bool isFile)
    {
        var batches = new ArrowBatches(table.Columns);
        using ArrowStreamWriter writer = isFile ? new ArrowFileWriter(stream, batches.Schema, leaveOpen: true) : new ArrowStreamWriter(stream, batches.Schema, leaveOpen: true);
        writer.WriteStart();
        foreach (RecordBatch batch in batches.Of(table.Blocks))
        {
            writer.WriteRecordBatch(batch);
        }

        writer.WriteEnd();
    }
}
