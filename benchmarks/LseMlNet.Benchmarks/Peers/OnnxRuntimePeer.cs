using System.Numerics;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Benchmarks.Peers;

/// <summary>ONNX Runtime with a model of a single node, on one thread. Input and output are allocated in advance.</summary>
internal sealed class OnnxRuntimePeer<T> : IPeer
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames = ["x"];
    private readonly string[] _outputNames = ["y"];
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;

    public OnnxRuntimePeer(Problem<T> problem)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        _session = new(OneNodeModel.Create(problem.Operation, typeof(T), problem.Shape), options);
        _inputs = [Tensor(problem.Logits, problem.Shape.Dimensions)];
        _outputs = [Tensor(problem.Results, problem.Reduces ? problem.Shape.WithoutClasses : problem.Shape.Dimensions)];
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

    public static bool Supports(Problem<T> problem) =>
        problem.Operation is Operation.Softmax or Operation.LogSoftmax or Operation.LogSumExp;

    private static OrtValue Tensor(T[] values, int[] shape) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance,
        values.AsMemory(0, shape.Aggregate(1, (product, size) => product * size)),
        [.. shape.Select(size => (long)size)]);
}
