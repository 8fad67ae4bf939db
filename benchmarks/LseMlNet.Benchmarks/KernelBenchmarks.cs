using BenchmarkDotNet.Attributes;
using LseMlNet.Benchmarks.Peers;

namespace LseMlNet.Benchmarks;

/// <summary>Compares float kernels with their peers on one row and on a batch. For work on a single kernel.</summary>
public class KernelBenchmarks
{
    private IPeer[] _peers = [];

    [ParamsAllValues]
    public Operation Operation { get; set; }

    [Params(1, 1000)]
    public int Rows { get; set; }

    [Params(10, 100, 1000)]
    public int Columns { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        float[] logits = [.. Enumerable.Range(0, Rows * Columns).Select(_ => 4 * random.NextSingle())];
        float[] results = new float[logits.Length];
        _peers =
        [
            new OursPeer<float>(Operation, logits, Columns, results),
            new NaivePeer<float>(Operation, logits, Columns, results),
            new ComposedPeer<float>(Operation, logits, Columns, results),
            new OnnxRuntimePeer<float>(Operation, logits, Columns, results),
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
