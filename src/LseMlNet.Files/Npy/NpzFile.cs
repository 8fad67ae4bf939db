using System.IO.Compression;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Npy;

/// <summary>A file with several arrays of NumPy, in a ZIP archive, compressed or not.</summary>
internal sealed class NpzFile : TableFile
{
    private const string Extension = ".npy";

    private readonly Dictionary<string, NpyHeader> _headers = [];
    private long _rows;

    /// <exception cref="FormatException">It is not such a file.</exception>
    public NpzFile(string path)
        : base(path)
    {
        var columns = new List<FileColumn>();
        try
        {
            using ZipArchive archive = OpenArchive();
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal)))
            {
                string name = entry.FullName[..^Extension.Length];
                using Stream stream = entry.Open();
                NpyHeader header = ReadHeader(entry, stream, name);
                if (!_headers.TryAdd(name, header))
                {
                    throw new FormatException($"it has two arrays '{name}'");
                }

                columns.Add(NpyArray.Column(name, header));
            }
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw Fault(e is FormatException ? e.Message : $"it is not an archive that numpy.savez has written: {e.Message}");
        }

        Columns = columns.Count > 0 ? columns : throw Fault("it has no array; expected entries that end in .npy");
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    // Arrays that are not read may have any number of rows.
    public override long? RowCount => _rows;

    public override long Length => _rows;

    public override void Choose(ColumnChoice choice)
    {
        long[] counts = [.. choice.Logits.Concat(choice.Label is { } label ? [label] : []).Select(column => NpyArray.RowCount(_headers[column.Name])).Distinct()];
        _rows = counts is [long rows] ? rows : throw Fault($"array '{choice.Logits[0].Name}' has {counts[0]} rows, and array '{choice.Label!.Name}' has {counts[1]}; expected as many labels as logits");
    }

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end) => new NpyReader<T>(
        new FilePart(this, start, end),
        choice.Logits is [FileColumn logits] ? OpenRows(logits.Name, start) : null,
        choice.Label is { } label ? OpenRows(label.Name, start) : null);

    private static NpyHeader ReadHeader(ZipArchiveEntry entry, Stream stream, string name)
    {
        try
        {
            return NpyArray.Check(NpyHeader.Read(stream), entry.Length);
        }
        catch (FormatException e)
        {
            throw new FormatException($"array '{name}': {e.Message}");
        }
    }

    private (NpyHeader, NpyRows) OpenRows(string name, long start)
    {
        NpyHeader header = _headers[name];
        ZipArchive archive = OpenArchive();
        try
        {
            Stream entry = archive.GetEntry(name + Extension)!.Open();
            if (header.IsFortranOrder && header.Shape.Length > 1)
            {
                // In Fortran order, the elements of a row are far apart, and a compressed entry can only be read from its beginning.
                FileStream copy = TemporaryFile.Create();
                using (archive)
                {
                    entry.CopyTo(copy);
                }

                copy.Flush();
                return (header, NpyFile.OpenRows(copy, header, start));
            }

            Skip(entry, header.DataOffset + (start * NpyArray.RowBytes(header)));
            return (header, new NpyConsecutiveRows(entry, archive));
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            archive.Dispose();
            throw Fault(e.Message);
        }
    }

    private static void Skip(Stream stream, long count)
    {
        byte[] bytes = new byte[Math.Min(count, 1 << 16)];
        while (count > 0)
        {
            int read = stream.Read(bytes, 0, (int)Math.Min(count, bytes.Length));
            count -= read > 0 ? read : throw new FormatException("it ends within the array");
        }
    }

    private ZipArchive OpenArchive() => new(File.Open(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), ZipArchiveMode.Read);
}
