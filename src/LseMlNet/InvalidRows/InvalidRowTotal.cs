namespace LseMlNet;

/// <summary>The number of rows without a softmax that a transformer has seen since it was created or loaded.</summary>
internal sealed class InvalidRowTotal
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add(int rows = 1) => Interlocked.Add(ref _count, rows);
}
