using BenchmarkDotNet.Attributes;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks;

/// <summary>Compares float kernels with their peers on one row and on a batch. Useful for work on a single kernel.</summary>
public class KernelBenchmarks
{
    private IPeer[] _peers = [];

    [Params(Operation.Softmax, Operation.LogSoftmax, Operation.LogSumExp)]
    public Operation Operation { get; set; }

    [Params(1, 1000)]
    public int Rows { get; set; }

    [Params(10, 100, 1000)]
    public int Columns { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Problem<float> problem = Problem<float>.Create(Operation, new Shape(-1, Rows, Columns));
        _peers =
        [
            new OursPeer<float>(problem), new NaivePeer<float>(problem),
            new ComposedPeer<float>(problem), new OnnxRuntimePeer<float>(problem),
        ];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IPeer peer in _peers)
        {
            peer.Dispose();
        }
    }

    [Benchmark(Baseline = true)]
    public void Ours() => _peers[0].Run(1);

    [Benchmark]
    public void Naive() => _peers[1].Run(1);

    [Benchmark]
    public void TensorPrimitivesComposed() => _peers[2].Run(1);

    [Benchmark]
    public void OnnxRuntime() => _peers[3].Run(1);
}
