using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>ONNX Runtime with a model of a single node, on one thread. Input and output are allocated in advance.</summary>
public sealed class OnnxRuntimePeer<T> : IPeer
    where T : unmanaged
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames = ["x"];
    private readonly string[] _outputNames = ["y"];
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public OnnxRuntimePeer(Operation operation, T[] logits, int rowLength, T[] results)
    {
        int rows = logits.Length / rowLength;
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        _session = new(OneNodeModel.Create(operation, typeof(T), rows, rowLength), options);
        _inputs = [OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, logits.AsMemory(), [rows, rowLength])];
        bool reduces = operation == Operation.LogSumExp;
        _outputs =
        [
            OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, results.AsMemory(0, reduces ? rows : logits.Length), reduces ? [rows] : [rows, rowLength]),
        ];
    }

    public string Name => "ONNX Runtime";

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _session.Run(_options, _inputNames, _inputs, _outputNames, _outputs);
        }
    }

    public void Dispose()
    {
        _inputs[0].Dispose();
        _outputs[0].Dispose();
        _options.Dispose();
        _session.Dispose();
    }
}
