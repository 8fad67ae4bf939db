using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Tests.Contract;

/// <summary>Along every axis of tensors of ranks 1 to 5, the stages compute what the operators of ONNX compute, as ONNX Runtime runs them.</summary>
public sealed class OnnxNodeTests
{
    private const int Opset = 13;

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<int> References => AxisReference.All;

    [Theory, MemberData(nameof(References))]
    public void Stages_AlongAxis_EqualNodes(int reference)
    {
        AxisReference tensor = AxisReference.Numbered(reference);
        foreach (int axis in (int[])[tensor.Axis, tensor.Axis - tensor.Shape.Length])
        {
            InputOutputColumnPair[] columns = [new("Out", "Logits")];
            AssertEqual(
                Run(Node("Softmax", "x", "y", ("axis", axis)), tensor),
                _ml.Transforms.Softmax(new SoftmaxOptions { Columns = columns, ClassAxis = axis }), tensor);
            AssertEqual(
                Run(Node("LogSoftmax", "x", "y", ("axis", axis)), tensor),
                _ml.Transforms.LogSoftmax(new LogSoftmaxOptions { Columns = columns, ClassAxis = axis }), tensor);
            AssertEqual(
                Run(Node("ReduceLogSumExp", "x", "y", ("axes", new[] { axis })), tensor),
                _ml.Transforms.LogSumExp(new LogSumExpOptions { Columns = columns, ClassAxis = axis }), tensor);
        }
    }

    [Theory, MemberData(nameof(References))]
    public void EvaluateLogits_IgnoredLabels_EqualsNode(int reference)
    {
        AxisReference tensor = AxisReference.Numbered(reference);
        // The operator expects the classes in axis 1. The layout stays the same if the axes before and after them are merged.
        int classes = tensor.Shape[tensor.Axis], inner = tensor.Shape[(tensor.Axis + 1)..].Aggregate(1, (product, size) => product * size);
        int outer = tensor.Logits.Length / classes / inner;
        byte[] model = Model(
            Opset,
            [Tensor("x", Float64, outer, classes, inner), Tensor("labels", Integer64, outer, inner)],
            [Tensor("y", Float64)],
            [],
            Node("SoftmaxCrossEntropyLoss", "x,labels", "y", ("ignore_index", -1)));
        using var labels = OrtValue.CreateTensorValueFromMemory(tensor.Labels, [outer, inner]);
        double expected = Run(model, tensor.Logits, [outer, classes, inner], ("labels", labels)).Single();

        IDataView data = TensorData.Create(_ml, [LogitsData.Dense(tensor.Logits)], tensor.Shape, [tensor.Labels], classes, tensor.PositionShape);
        LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(
            data, new LogitsMetricsOptions { LabelColumnName = "Keys", ClassAxis = tensor.Axis });

        Assert.Equal(expected, metrics.LogLoss, 1e-13 * Math.Max(1, expected));
    }

    private void AssertEqual(double[] expected, IEstimator<ITransformer> stage, AxisReference tensor)
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(tensor.Logits)], tensor.Shape);
        double[] found = LogitsData.Values<double>(stage.Fit(data).Transform(data), "Out").Single();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= 1e-13 * Math.Max(1, Math.Abs(pair.First)), $"{pair.First:R} {pair.Second:R}"));
    }

    private static double[] Run(ProtobufWriter node, AxisReference tensor) => Run(
        Model(Opset, [Tensor("x", Float64, [.. tensor.Shape.Cast<object>()])], [Tensor("y", Float64, null)], [], node),
        tensor.Logits,
        [.. tensor.Shape.Select(size => (long)size)]);

    private static double[] Run(byte[] model, double[] logits, long[] shape, params (string Name, OrtValue Value)[] others)
    {
        using var session = new InferenceSession(model);
        using var options = new RunOptions();
        using var x = OrtValue.CreateTensorValueFromMemory(logits, shape);
        Dictionary<string, OrtValue> inputs = new() { ["x"] = x };
        foreach ((string name, OrtValue value) in others)
        {
            inputs.Add(name, value);
        }

        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, inputs, ["y"]);
        return outputs[0].GetTensorDataAsSpan<double>().ToArray();
    }
}
