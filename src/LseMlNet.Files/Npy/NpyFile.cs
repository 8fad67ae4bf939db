using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Npy;

/// <summary>A file with one array of NumPy.</summary>
internal sealed class NpyFile : TableFile
{
    private readonly NpyHeader _header;

    /// <exception cref="FormatException">The file is not an array of NumPy.</exception>
    public NpyFile(string path)
        : base(path)
    {
        using FileStream stream = OpenStream(path);
        try
        {
            _header = NpyArray.Check(NpyHeader.Read(stream), stream.Length);
        }
        catch (FormatException e)
        {
            throw Fault(e.Message);
        }

        Columns = [NpyArray.Column("", _header)];
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override bool HasNames => false;

    public override long? RowCount => NpyArray.RowCount(_header);

    public override long Length => NpyArray.RowCount(_header);

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end)
    {
        (NpyHeader, NpyRows) rows = (_header, OpenRows(OpenStream(Path), _header, start));
        return new NpyReader<T>(new FilePart(this, start, end), choice.Logits.Count > 0 ? rows : null, choice.Logits.Count > 0 ? null : rows);
    }

    /// <summary>The rows of a file that contains only the array.</summary>
    internal static NpyRows OpenRows(FileStream stream, NpyHeader header, long start)
    {
        if (header.IsFortranOrder && header.Shape.Length > 1)
        {
            return new NpyScatteredRows(stream, header, start);
        }

        stream.Position = header.DataOffset + (start * NpyArray.RowBytes(header));
        return new NpyConsecutiveRows(stream);
    }
}
