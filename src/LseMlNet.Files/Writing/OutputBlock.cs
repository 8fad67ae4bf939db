using System.Runtime.InteropServices;

namespace LseMlNet.Files.Writing;

/// <summary>Some rows to write. Its buffers are reused from one block to the next.</summary>
/// <param name="columns">The columns.</param>
internal sealed class OutputBlock(IReadOnlyList<OutputColumn> columns)
{
    private readonly Array[] _values = [.. columns.Select(column => column.Kind switch
    {
        Rows.ElementKind.Single => new float[column.Length],
        Rows.ElementKind.Double => new double[column.Length],
        _ => (Array)new long[column.Length],
    })];

    /// <summary>The number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Makes room for a number of rows, whose values are those that were there before.</summary>
    public void SetCount(int count)
    {
        Count = count;
        for (int i = 0; i < _values.Length; i++)
        {
            long length = (long)count * columns[i].Length;
            if (_values[i].LongLength < length)
            {
                _values[i] = Array.CreateInstance(_values[i].GetType().GetElementType()!, checked((int)length));
            }
        }
    }

    /// <summary>The values of a column, row after row.</summary>
    public Span<T> Values<T>(int column) => ((T[])_values[column]).AsSpan(0, Count * columns[column].Length);

    /// <summary>The bytes of a column's values.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => columns[column].Kind switch
    {
        Rows.ElementKind.Single => MemoryMarshal.AsBytes(Values<float>(column)),
        Rows.ElementKind.Double => MemoryMarshal.AsBytes(Values<double>(column)),
        _ => MemoryMarshal.AsBytes(Values<long>(column)),
    };
}
