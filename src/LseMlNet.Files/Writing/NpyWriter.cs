using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LseMlNet.Files.Npy;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Writing;

/// <summary>Writes an array of NumPy: version 1, little-endian, C order.</summary>
internal static class NpyWriter
{
    // NumPy aligns the elements so that they can be mapped into memory.
    private const int Alignment = 64;

    private const int PrefixLength = 10;

    public static void Write(Stream stream, OutputTable table)
    {
        if (table.Columns is not [OutputColumn column])
        {
            throw new ArgumentException($"an array of NumPy holds one output, but there are {table.Columns.Count}; write .npz, or another format");
        }

        stream.Write(Header(column, table.RowCount ?? 0));
        long rows = WriteRows(stream, table, 0);
        if (rows != (table.RowCount ?? 0))
        {
            stream.Position = 0;
            stream.Write(Header(column, rows));
            stream.Position = stream.Length;
        }
    }

    /// <summary>Writes the values of a column, and returns the number of rows.</summary>
    public static long WriteRows(Stream stream, OutputTable table, int column)
    {
        long rows = 0;
        foreach (OutputBlock block in table.Blocks)
        {
            stream.Write(block.Bytes(column));
            rows += block.Count;
        }

        return rows;
    }

    /// <summary>The header, whose length does not depend on the number of rows.</summary>
    public static byte[] Header(OutputColumn column, long rows)
    {
        string type = column.Kind switch
        {
            ElementKind.Single => "<f4",
            ElementKind.Double => "<f8",
            _ => "<i8",
        };
        string dimensions = string.Concat(column.Dimensions.Select(size => string.Create(CultureInfo.InvariantCulture, $" {size},")));
        string Text(long count) => string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({count},{dimensions}), }}");
        int length = (PrefixLength + Text(long.MaxValue).Length + Alignment) / Alignment * Alignment;
        byte[] header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        NpyHeader.Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - PrefixLength));
        Encoding.ASCII.GetBytes(Text(rows), header.AsSpan(PrefixLength));
        header[^1] = (byte)'\n';
        return header;
    }
}
