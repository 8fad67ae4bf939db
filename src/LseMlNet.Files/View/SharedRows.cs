using System.Numerics;
using System.Runtime.CompilerServices;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.View;

/// <summary>A reader that several cursors share. It is closed when the last of them is closed.</summary>
/// <param name="source">Opens the reader, when the first block is needed.</param>
/// <param name="users">The number of cursors.</param>
internal sealed class SharedRows<T>(LogitsSource source, int users)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Large enough to make a read worthwhile, and small enough for the second-level cache.
    private const int BlockBytes = 1 << 18;

    private readonly Lock _lock = new();
    private readonly int _blockRows = BlockRows(source.RowLength);
    private RowReader<T>? _rows;
    private int _users = users;
    private long _nextBlock;
    private long _nextRow;
    private bool _isAtEnd;

    /// <summary>The number of rows in a block.</summary>
    public static int BlockRows(int rowLength) => Math.Clamp(BlockBytes / (rowLength * Unsafe.SizeOf<T>()), 1, 1 << 14);

    /// <summary>Reads the next block.</summary>
    /// <param name="block">The block. Its count is 0 at the end.</param>
    /// <param name="number">The number of the block.</param>
    /// <param name="row">The number of its first row.</param>
    public void Read(RowBlock<T> block, out long number, out long row)
    {
        RowReader<T> rows;
        lock (_lock)
        {
            rows = _rows ??= source.Open<T>();
            block.Count = 0;
            if (!_isAtEnd)
            {
                rows.Read(block, _blockRows);
                _isAtEnd = block.Count == 0;
            }

            (number, row) = (_nextBlock++, _nextRow);
            _nextRow += block.Count;
        }

        if (block.Count > 0)
        {
            rows.Parse(block);
        }
    }

    /// <summary>Notes that a cursor has been closed.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_users == 0)
            {
                _rows?.Dispose();
            }
        }
    }
}
