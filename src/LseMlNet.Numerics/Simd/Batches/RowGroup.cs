namespace LseMlNet.Numerics.Simd;

/// <summary>How many rows of a batch are taken together.</summary>
internal static class RowGroup
{
    /// <summary>The most.</summary>
    public const int Rows = 64;

    // So many elements of two buffers stay in a first-level cache from one phase to the next.
    private const int Elements = 4096;

    public static int Count(int rowLength, int rows)
    {
        int count = Math.Min(rows, Math.Clamp(Elements / rowLength, 1, Rows));
        // What does not fill a register of rows is a group of its own.
        return rowLength <= Column.Longest && count > Column.RowsAtOnce ? count / Column.RowsAtOnce * Column.RowsAtOnce : count;
    }
}
