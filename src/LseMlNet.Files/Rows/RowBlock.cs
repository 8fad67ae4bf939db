using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Some rows of a file. Its buffers are reused from one block to the next.</summary>
/// <typeparam name="T">The type of the logits, Single or Double.</typeparam>
internal sealed class RowBlock<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of rows.</summary>
    public int Count { get; set; }

    /// <summary>The first row, counted from 0 in the part of the file that is read.</summary>
    public long FirstRow { get; set; }

    /// <summary>The file that the rows come from, for errors.</summary>
    public FilePart Part { get; set; }

    /// <summary>The logits, row after row.</summary>
    public T[] Logits { get; set; } = [];

    /// <summary>The labels, row after row; empty when no labels are read, or when they are text.</summary>
    public long[] Labels { get; set; } = [];

    /// <summary>The labels that are text; empty when no labels are read, or when they are numbers.</summary>
    public string?[] Texts { get; set; } = [];

    /// <summary>The bytes that <see cref="RowReader{T}.Read"/> leaves for <see cref="RowReader{T}.Parse"/>.</summary>
    public byte[] Raw { get; set; } = [];

    /// <summary>Where each row ends in <see cref="Raw"/>.</summary>
    public int[] Ends { get; set; } = [];

    /// <summary>The reader that parses the block, because each file has its own reader.</summary>
    public RowReader<T>? Parser { get; set; }

    /// <summary>Returns a buffer of at least this number of elements, with its content preserved.</summary>
    public static TItem[] Room<TItem>(TItem[] buffer, long length)
    {
        if (buffer.Length >= length)
        {
            return buffer;
        }

        Array.Resize(ref buffer, checked((int)Math.Max(length, Math.Min(2L * buffer.Length, Array.MaxLength))));
        return buffer;
    }
}
