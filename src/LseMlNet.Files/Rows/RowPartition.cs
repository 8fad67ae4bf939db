namespace LseMlNet.Files.Rows;

/// <summary>Divides a length into parts of almost the same size.</summary>
internal static class RowPartition
{
    /// <summary>Returns the part with a given index: its start, and its end, which is the start of the next part.</summary>
    public static (long Start, long End) Of(long length, int index, int count) =>
        ((long)((Int128)length * index / count), (long)((Int128)length * (index + 1) / count));
}
