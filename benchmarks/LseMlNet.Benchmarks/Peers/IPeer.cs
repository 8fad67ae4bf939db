namespace LseMlNet.Benchmarks.Peers;

/// <summary>One way to compute an operation over a batch, on buffers that are given once.</summary>
public interface IPeer : IDisposable
{
    string Name { get; }

    void Run(int times);
}
