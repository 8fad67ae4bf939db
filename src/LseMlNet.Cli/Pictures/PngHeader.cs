using System.Buffers.Binary;

namespace LseMlNet.Cli.Pictures;

/// <summary>What the first chunk of a PNG file says of the rows to come.</summary>
internal sealed class PngHeader
{
    private const int Palette = 3;

    // Where the seven passes of an interlaced picture begin, and how far apart their pixels are: x, y, dx, dy.
    private static readonly (int X, int Y, int Dx, int Dy)[] Interlaced =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int Dx, int Dy)[] Plain = [(0, 0, 1, 1)];

    private readonly int _width;
    private readonly int _height;
    private readonly int _bits;
    private readonly int _color;
    private readonly bool _interlaced;

    private PngHeader(ReadOnlySpan<byte> data)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        UploadCheck.CheckSize(width, height);
        (_width, _height, _bits, _color, _interlaced) = ((int)width, (int)height, data[8], data[9], data[12] == 1);
        int[] depths = _color switch { 0 => [1, 2, 4, 8, 16], Palette => [1, 2, 4, 8], 2 or 4 or 6 => [8, 16], _ => [] };
        if (!depths.Contains(_bits))
        {
            throw PngCheck.Damaged($"its header says {_bits} bits of colour type {_color}, which do not go together");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw PngCheck.Damaged($"its header says compression {data[10]}, filter {data[11]}, interlace {data[12]}; wanted 0, 0, and 0 or 1");
        }
    }

    /// <summary>The length of the longest row, its filter included, in bytes.</summary>
    public int LongestRow => RowLength(_width);

    /// <exception cref="RefusedUploadException">The header is damaged, or the picture too large.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data) =>
        data.Length == 13 ? new PngHeader(data) : throw PngCheck.Damaged($"its header has {data.Length} bytes; wanted 13");

    /// <summary>The lengths of all rows in the order in which they are stored, their filters included, in bytes.</summary>
    public IEnumerable<int> RowLengths() =>
        from pass in _interlaced ? Interlaced : Plain
        let width = Count(_width, pass.X, pass.Dx)
        where width > 0
        from row in Enumerable.Range(0, Count(_height, pass.Y, pass.Dy))
        select RowLength(width);

    /// <exception cref="RefusedUploadException">There is no palette where one is wanted, or it is too long.</exception>
    public void CheckPalette(int colors)
    {
        int most = _color == Palette ? 1 << _bits : 256;
        if (colors > most || (_color == Palette && colors == 0))
        {
            throw PngCheck.Damaged($"its palette has {colors} colours; wanted {(_color == Palette ? 1 : 0)} to {most}");
        }
    }

    private int RowLength(int width)
    {
        int samples = _color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        return 1 + (int)(((long)width * samples * _bits + 7) / 8);
    }

    private static int Count(int length, int first, int distance) => (length - first + distance - 1) / distance;
}
