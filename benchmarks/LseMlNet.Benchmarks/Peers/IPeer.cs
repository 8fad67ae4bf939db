namespace LseMlNet.Benchmarks.Peers;

/// <summary>One way to compute an operation on a batch. It gets its buffers once, when it is created.</summary>
internal interface IPeer : IDisposable
{
    string Name { get; }

    void Run(int times);
}
