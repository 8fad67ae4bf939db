using System.IO.Compression;

namespace LseMlNet.Files.Writing;

/// <summary>Writes an array of NumPy for each column into an archive, without compression, as numpy.savez does.</summary>
internal static class NpzWriter
{
    public static void Write(Stream stream, OutputTable table)
    {
        // The arrays follow each other in the archive, but their rows are computed together.
        FileStream[] parts = [.. table.Columns.Select(_ => TemporaryFile.Create())];
        try
        {
            long rows = 0;
            foreach (OutputBlock block in table.Blocks)
            {
                rows += block.Count;
                for (int i = 0; i < parts.Length; i++)
                {
                    parts[i].Write(block.Bytes(i));
                }
            }

            using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            for (int i = 0; i < parts.Length; i++)
            {
                using Stream entry = archive.CreateEntry($"{table.Columns[i].Name}.npy", CompressionLevel.NoCompression).Open();
                entry.Write(NpyWriter.Header(table.Columns[i], rows));
                parts[i].Position = 0;
                parts[i].CopyTo(entry);
            }
        }
        finally
        {
            foreach (FileStream part in parts)
            {
                part.Dispose();
            }
        }
    }
}
