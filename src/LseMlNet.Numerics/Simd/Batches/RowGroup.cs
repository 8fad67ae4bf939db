namespace LseMlNet.Numerics.Simd;

/// <summary>The number of rows of a batch that are processed together.</summary>
internal static class RowGroup
{
    /// <summary>The maximum number of rows in a group.</summary>
    public const int Rows = 64;

    // Two buffers of this many elements fit in the first-level cache, so they stay there from one phase to the next.
    private const int Elements = 4096;

    public static int Count(int rowLength, int rows)
    {
        int count = Math.Min(rows, Math.Clamp(Elements / rowLength, 1, Rows));
        // A register holds one element from each of several rows. Leftover rows that do not fill a register form their own group.
        return rowLength <= Column.Longest && count > Column.RowsAtOnce ? count / Column.RowsAtOnce * Column.RowsAtOnce : count;
    }
}
