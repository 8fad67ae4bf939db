using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Npy;

/// <summary>An array of NumPy as a column: its first dimension counts the rows.</summary>
internal static class NpyArray
{
    /// <summary>The column that an array is.</summary>
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

    /// <summary>The bytes of a row.</summary>
    public static long RowBytes(NpyHeader header) => header.Shape[1..].Aggregate((long)header.ElementSize, (product, size) => checked(product * size));

    /// <summary>The header, if the array is as long as it says.</summary>
    /// <param name="header">The header.</param>
    /// <param name="length">The bytes of header and elements that there are.</param>
    /// <exception cref="FormatException">The array is cut off, or something follows it.</exception>
    public static NpyHeader Check(NpyHeader header, long length)
    {
        long expected = header.DataOffset + header.DataLength;
        return length == expected ? header : throw new FormatException(
            $"it has {length} bytes; expected {expected} for the shape ({string.Join(", ", header.Shape)}). " +
            (length < expected ? "The file is cut off." : "Expected nothing after the array."));
    }
}
