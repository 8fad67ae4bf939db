using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks.Selection;

/// <summary>A way to find the k largest elements of a row.</summary>
internal sealed class SelectionPeer(string name, float[] row, int[] indices, Action<float[], int[]> select) : IPeer
{
    public string Name => name;

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            select(row, indices);
        }
    }

    public void Dispose()
    {
    }
}
