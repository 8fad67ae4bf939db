using System.IO.Compression;
using Microsoft.ML;

namespace LseMlNet.Tests.Support;

/// <summary>Reads and changes the bytes of a stage in a saved pipeline.</summary>
internal static class SavedPipeline
{
    /// <summary>The entry of the only transformer in a pipeline.</summary>
    public const string StageEntry = "TransformerChain/Model.key";

    public static byte[] Save(MLContext ml, ITransformer transformer, DataViewSchema schema)
    {
        using var file = new MemoryStream();
        ml.Model.Save(transformer, schema, file);
        return file.ToArray();
    }

    public static string[] EntryNames(byte[] pipeline)
    {
        using var zip = new ZipArchive(new MemoryStream(pipeline));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    public static byte[] ReadEntry(byte[] pipeline, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(pipeline));
        using Stream entry = Entry(zip, name).Open();
        using var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] WithEntry(byte[] pipeline, string name, byte[] content)
    {
        var file = new MemoryStream();
        file.Write(pipeline);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            string fullName = Entry(zip, name).FullName;
            Entry(zip, name).Delete();
            using Stream entry = zip.CreateEntry(fullName).Open();
            entry.Write(content);
        }
        return file.ToArray();
    }

    // ML.NET names entries with the path separator of the operating system that saved them.
    private static ZipArchiveEntry Entry(ZipArchive zip, string name) =>
        zip.Entries.Single(entry => entry.FullName.Replace('\\', '/') == name);
}
