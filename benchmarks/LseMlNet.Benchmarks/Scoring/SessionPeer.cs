using LseMlNet.Benchmarks.Peers;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Benchmarks.Scoring;

/// <summary>ONNX Runtime alone, on the same full batch each time. No stage built on it can be faster.</summary>
internal sealed class SessionPeer : IPeer
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly int _runs;

    public SessionPeer(ScoringModel model, int batchSize)
    {
        _session = new InferenceSession(model.File);
        _runs = model.Rows / batchSize;
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, batchSize * model.RowLength).Select(_ => (float)random.Next(256))];
        _input = OrtValue.CreateTensorValueFromMemory(values, [batchSize, .. model.Shape.Select(size => (long)size)]);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(model.Input, _input);
        _binding.BindOutputToDevice(model.Output, OrtMemoryInfo.DefaultInstance);
        RowsScored = _runs * batchSize;
    }

    public string Name => "ONNX Runtime alone";

    public int RowsScored { get; }

    public void Run(int times)
    {
        for (int i = 0; i < times * _runs; i++)
        {
            _session.RunWithBinding(_options, _binding);
        }
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
