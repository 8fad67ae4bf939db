using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Npy;

/// <summary>An array of NumPy as a column: its first dimension counts the rows.</summary>
internal static class NpyArray
{
    /// <summary>The column that the array represents.</summary>
    public static FileColumn Column(string name, NpyHeader header)
    {
        int[]? dimensions = header.Shape.Length > 0 && header.Shape[1..].All(size => size <= int.MaxValue) ? [.. header.Shape[1..].Select(size => (int)size)] : null;
        ElementKind kind = (header.ElementType, header.ElementSize) switch
        {
            ('f', 2 or 4) => ElementKind.Single,
            ('f', 8) => ElementKind.Double,
            ('i' or 'u', 1 or 2 or 4 or 8) => ElementKind.Integer,
            _ => ElementKind.Other,
        };
        return new FileColumn(name, dimensions is null ? ElementKind.Other : kind, dimensions ?? []);
    }

    public static long RowCount(NpyHeader header) => header.Shape is [long rows, ..] ? rows : 0;

    /// <summary>The number of bytes in a row.</summary>
    public static long RowBytes(NpyHeader header) => header.Shape[1..].Aggregate((long)header.ElementSize, (product, size) => checked(product * size));

    /// <summary>Returns the header if the array has the stated length.</summary>
    /// <param name="header">The header.</param>
    /// <param name="length">The actual number of bytes of the header and the elements.</param>
    /// <exception cref="FormatException">The array is cut off, or something follows it.</exception>
    public static NpyHeader Check(NpyHeader header, long length)
    {
        long expected = header.DataOffset + header.DataLength;
        return length == expected ? header : throw new FormatException(
            $"it has {length} bytes; expected {expected} for the shape ({string.Join(", ", header.Shape)}). " +
            (length < expected ? "The file is cut off." : "Expected nothing after the array."));
    }
}
