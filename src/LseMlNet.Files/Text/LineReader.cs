using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>Reads the lines that begin in a part of a file.</summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The maximum length of a line, so that a file without line breaks is not read into memory.</summary>
    public const int LongestLine = 16 << 20;

    private const int ChunkLength = 1 << 18;

    private readonly FileStream _stream;
    private readonly long _end;
    private byte[] _bytes = new byte[ChunkLength];

    // The bytes that have been read but not returned, and their position in the file.
    private int _start;
    private int _length;
    private long _offset;

    /// <param name="path">The file.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">The end of the part. A line that begins before the end belongs to the part.</param>
    /// <param name="isLineStart">Whether a line certainly begins at the start.</param>
    public LineReader(string path, long start, long end, bool isLineStart)
    {
        (_end, _offset) = (end, start);
        _stream = TableFile.OpenStream(path);
        _stream.Position = start;
        if (!isLineStart)
        {
            // The reader of the previous part also reads the line that continues here. The line break may be the last byte of that part.
            _stream.Position = --_offset;
            Next(out _);
        }
    }

    /// <summary>Copies whole lines, without their line breaks, into buffers that grow as needed.</summary>
    /// <returns>The number of lines; 0 at the end of the part.</returns>
    /// <exception cref="FormatException">A line is too long.</exception>
    public int Read(ref byte[] bytes, ref int[] ends, int mostLines)
    {
        int count = 0;
        try
        {
            for (int length = 0; count < mostLines && length < ChunkLength && _offset < _end && Next(out ReadOnlyMemory<byte> line); count++)
            {
                bytes = RowBlock<float>.Room(bytes, length + line.Length);
                line.Span.CopyTo(bytes.AsSpan(length));
                length += line.Length;
                ends = RowBlock<float>.Room(ends, count + 1);
                ends[count] = length;
            }
        }
        // The lines before it come first. The next call fails again.
        catch (FormatException) when (count > 0)
        {
        }

        return count;
    }

    public void Dispose() => _stream.Dispose();

    private bool Next(out ReadOnlyMemory<byte> line)
    {
        for (int searched = 0; ;)
        {
            int end = _bytes.AsSpan(_start + searched, _length - searched).IndexOf((byte)'\n');
            if ((end >= 0 ? searched + end : _length) > LongestLine)
            {
                throw new FormatException($"a line has more than {LongestLine} bytes");
            }

            if (end >= 0)
            {
                line = Take(searched + end, lineBreak: 1);
                return true;
            }

            searched = _length;
            if (!Fill())
            {
                line = Take(_length, lineBreak: 0);
                return line.Length > 0;
            }
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int lineBreak)
    {
        ReadOnlyMemory<byte> line = _bytes.AsMemory(_start, length);
        _start += length + lineBreak;
        _length -= length + lineBreak;
        _offset += length + lineBreak;
        return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _length).CopyTo(_bytes);
            _start = 0;
        }

        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        }

        int read = _stream.Read(_bytes, _length, _bytes.Length - _length);
        _length += read;
        return read > 0;
    }
}
