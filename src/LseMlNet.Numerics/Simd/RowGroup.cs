namespace LseMlNet.Numerics.Simd;

/// <summary>How many rows of a batch are taken together.</summary>
internal static class RowGroup
{
    /// <summary>The most.</summary>
    public const int Rows = 64;

    // So many elements of two buffers stay in a first-level cache from one phase to the next.
    private const int Elements = 4096;

    public static int Count(int rowLength, int rows) => rows == 1 ? 1 : Math.Min(rows, Math.Clamp(Elements / rowLength, 1, Rows));
}
