using System.Numerics;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>A file of lines in UTF-8. It is divided by bytes, because the number of its rows is known only after reading it.</summary>
internal abstract class TextFile : TableFile
{
    private const int BufferLength = 1 << 16;

    // The start of the first row, and the end of the last one.
    private long _start;
    private readonly long _end;

    protected TextFile(string path)
        : base(path)
    {
        using FileStream stream = OpenStream(path);
        byte[] mark = new byte[3];
        int read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        if (mark is [0xFF, 0xFE, _] or [0xFE, 0xFF, _])
        {
            throw Fault("it is text in UTF-16; expected UTF-8");
        }

        _start = read == 3 && mark is [0xEF, 0xBB, 0xBF] ? mark.Length : 0;
        _end = EndOfText(stream, _start);
    }

    public override bool IsText => true;

    public override long? RowCount => null;

    public override long Length => _end - _start;

    /// <inheritdoc/>
    /// <remarks>Counts the line breaks before the unit.</remarks>
    public override long RowsBefore(long unit)
    {
        if (unit == 0)
        {
            return 0;
        }

        using FileStream stream = OpenStream(Path);
        stream.Position = _start;
        byte[] bytes = new byte[BufferLength];
        long rows = 1;
        for (long left = unit - 1; left > 0;)
        {
            int read = stream.Read(bytes, 0, (int)Math.Min(left, bytes.Length));
            if (read == 0)
            {
                break;
            }

            rows += bytes.AsSpan(0, read).Count((byte)'\n');
            left -= read;
        }

        return rows;
    }

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end) =>
        new TextRows<T>(new FilePart(this, start, end), Lines(start, end), Parser<T>(choice));

    protected abstract ILineParser<T> Parser<T>(ColumnChoice choice)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The first line, without its line break; null if there is none.</summary>
    protected byte[]? FirstLine()
    {
        try
        {
            using LineReader lines = Lines(0, Length);
            (byte[] bytes, int[] ends) = ([], []);
            return lines.Read(ref bytes, ref ends, 1) == 1 ? bytes[..ends[0]] : null;
        }
        catch (FormatException e)
        {
            throw Fault(e.Message);
        }
    }

    /// <summary>Skips the first line, which has the names of the columns.</summary>
    protected void SkipFirstLine()
    {
        using FileStream stream = OpenStream(Path);
        using var buffered = new BufferedStream(stream, BufferLength);
        buffered.Position = _start;
        int next;
        do
        {
            next = buffered.ReadByte();
            _start++;
        }
        while (next is not (-1 or '\n'));
        _start = Math.Min(_start, _end);
    }

    private LineReader Lines(long start, long end) => new(Path, _start + start, _start + end, isLineStart: start == 0);

    // Empty lines at the end are not rows.
    private static long EndOfText(FileStream stream, long start)
    {
        byte[] bytes = new byte[BufferLength];
        for (long end = stream.Length; end > start;)
        {
            long from = Math.Max(start, end - bytes.Length);
            stream.Position = from;
            Span<byte> part = bytes.AsSpan(0, stream.ReadAtLeast(bytes.AsSpan(0, (int)(end - from)), (int)(end - from), throwOnEndOfStream: false));
            int last = part.LastIndexOfAnyExcept(" \t\r\n"u8);
            if (last >= 0)
            {
                return from + last + 1;
            }

            end = from;
        }

        return start;
    }
}
