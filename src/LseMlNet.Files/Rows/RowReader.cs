using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Reads rows in their order, in blocks.</summary>
/// <remarks>
/// Reading has two steps, so that several threads can share it: <see cref="Read"/> is called by one thread at a time, and
/// <see cref="Parse"/> by any number of them, each with its own block.
/// </remarks>
internal abstract class RowReader<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Reads the next rows.</summary>
    /// <param name="block">The block to fill. Its count is 0 at the end of the rows.</param>
    /// <param name="mostRows">The maximum number of rows in the block. A block may have fewer, but at least one before the end.</param>
    /// <exception cref="FormatException">The file is damaged. The message names the file and the row.</exception>
    public abstract void Read(RowBlock<T> block, int mostRows);

    /// <summary>Converts the bytes that were read to values.</summary>
    /// <exception cref="FormatException">A row is invalid. The message names the file, the row and the column.</exception>
    public virtual void Parse(RowBlock<T> block)
    {
    }

    public abstract void Dispose();
}
