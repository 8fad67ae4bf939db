using LseMlNet.Benchmarks.Peers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>Makes one prediction per run, into an object that is reused.</summary>
internal sealed class EnginePeer(MLContext ml, ITransformer model) : IPeer
{
    private readonly PredictionEngine<Input, Output> _engine = ml.Model.CreatePredictionEngine<Input, Output>(model);
    private readonly Input _input = new() { Logits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
    private Output _output = new();

    public string Name => "engine";

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _engine.Predict(_input, ref _output);
        }
    }

    public double BytesPerCall()
    {
        const int calls = 100_000;
        Run(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(calls);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    public void Dispose() => _engine.Dispose();

    internal sealed class Input
    {
        [VectorType(10)]
        public float[] Logits { get; set; } = [];
    }

    internal sealed class Output
    {
        public float[] Out { get; set; } = new float[10];
    }
}
