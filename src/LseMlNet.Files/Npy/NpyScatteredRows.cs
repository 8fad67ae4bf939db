using System.Runtime.InteropServices;

namespace LseMlNet.Files.Npy;

/// <summary>
/// Rows whose elements are scattered: Fortran order. The file contains the first element of all rows, then the second, and so on.
/// </summary>
internal sealed class NpyScatteredRows : NpyRows
{
    private readonly FileStream _stream;
    private readonly NpyHeader _header;
    private readonly int[] _places;
    private long _row;
    private byte[] _element = [];

    /// <param name="stream">The file, which this object closes.</param>
    /// <param name="header">Its header.</param>
    /// <param name="row">The first row to read.</param>
    public NpyScatteredRows(FileStream stream, NpyHeader header, long row)
    {
        (_stream, _header, _row) = (stream, header, row);
        _places = Places(header);
    }

    public override void Read(Span<byte> bytes)
    {
        int size = _header.ElementSize;
        int rows = _places.Length == 0 ? 0 : bytes.Length / size / _places.Length;
        if (_element.Length < rows * size)
        {
            _element = new byte[rows * size];
        }

        Span<byte> element = _element.AsSpan(0, rows * size);
        for (int i = 0; i < _places.Length; i++)
        {
            long at = _header.DataOffset + (((i * _header.Shape[0]) + _row) * size);
            if (!ReadAt(element, at))
            {
                throw new FormatException("it ends within the array");
            }

            switch (size)
            {
                case 2:
                    Scatter<ushort>(element, bytes, i);
                    break;
                case 4:
                    Scatter<uint>(element, bytes, i);
                    break;
                case 8:
                    Scatter<ulong>(element, bytes, i);
                    break;
                default:
                    Scatter<byte>(element, bytes, i);
                    break;
            }
        }

        _row += rows;
    }

    public override void Dispose() => _stream.Dispose();

    private bool ReadAt(Span<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_stream.SafeFileHandle, bytes, at);
            if (read == 0)
            {
                return false;
            }

            bytes = bytes[read..];
            at += read;
        }

        return true;
    }

    private void Scatter<T>(ReadOnlySpan<byte> element, Span<byte> rows, int index)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(element);
        Span<T> to = MemoryMarshal.Cast<byte, T>(rows);
        int place = _places[index];
        for (int row = 0; row < from.Length; row++)
        {
            to[(row * _places.Length) + place] = from[row];
        }
    }

    // The position in C order of each element of a row, counted as in the file.
    private static int[] Places(NpyHeader header)
    {
        int[] sizes = [.. header.Shape[1..].Select(size => (int)size)];
        int[] places = new int[sizes.Aggregate(1, (product, size) => checked(product * size))];
        int[] index = new int[sizes.Length];
        for (int i = 0; i < places.Length; i++)
        {
            for (int d = 0; d < sizes.Length; d++)
            {
                places[i] = (places[i] * sizes[d]) + index[d];
            }

            for (int d = 0; d < sizes.Length && ++index[d] == sizes[d]; d++)
            {
                index[d] = 0;
            }
        }

        return places;
    }
}
