namespace LseMlNet.Benchmarks.Peers;

/// <summary>A peer that keeps nothing between runs.</summary>
internal sealed class ActionPeer(string name, Action run) : IPeer
{
    public string Name => name;

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            run();
        }
    }

    public void Dispose()
    {
    }
}
