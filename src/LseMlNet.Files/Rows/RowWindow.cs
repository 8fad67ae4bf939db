using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>A range of rows of files whose rows can only be counted by reading them.</summary>
/// <param name="rows">All rows.</param>
/// <param name="start">The first row.</param>
/// <param name="end">The row after the last one; null for all.</param>
internal sealed class RowWindow<T>(RowReader<T> rows, long start, long? end) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _row;

    public override void Read(RowBlock<T> block, int mostRows)
    {
        while (_row < start)
        {
            rows.Read(block, (int)Math.Min(mostRows, start - _row));
            if (block.Count == 0)
            {
                return;
            }

            _row += block.Count;
        }

        block.Count = 0;
        if (end is null || _row < end)
        {
            rows.Read(block, (int)Math.Min(mostRows, (end ?? long.MaxValue) - _row));
            _row += block.Count;
        }
    }

    public override void Parse(RowBlock<T> block) => rows.Parse(block);

    public override void Dispose() => rows.Dispose();
}
