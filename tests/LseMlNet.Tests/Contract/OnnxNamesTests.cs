using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.Contract;

/// <summary>In longer pipelines, columns can have the same names as a stage's helper variables, or have an additional axis.</summary>
public sealed class OnnxNamesTests
{
    private readonly MLContext _ml = new(seed: 1);

    private readonly IDataView _data;

    public OnnxNamesTests()
    {
        Row[] rows = [new()
        {
            A = [1, 2, 3],
            B = [9, 0, 0],
            Temperature = 50,
            Label = "b",
        }, new() { A = [-1, 0, 4], B = [1, 1, 2], Temperature = 60, Label = "a" }];
        _data = _ml.Data.LoadFromEnumerable(rows);
    }

    [Fact]
    public void ConvertToOnnx_OutputNamedLikeHelperOfLaterStage_KeepsItsValues() => AssertSame(
        _ml.Transforms.Softmax("Softmax", "A").Append(_ml.Transforms.Entropy("Entropy", "B")).Append(
            _ml.Transforms.Concatenate("Both", "Softmax", "Entropy")),
        "Softmax", "Entropy", "Both");

    [Theory, InlineData(2.0), InlineData(1.3)]
    public void ConvertToOnnx_OutputsNamedLikeHelpersWithTemperature_KeepTheirValues(double temperature) => AssertSame(
        _ml.Transforms.Softmax("TemperedLogits", "A", temperature).Append(_ml.Transforms.LogSoftmax("LogSoftmax", "TemperedLogits"))
            .Append(_ml.Transforms.Entropy("ReduceSum", "LogSoftmax", temperature)).Append(_ml.Transforms.Margin("Mul", "B", temperature)),
        "TemperedLogits", "LogSoftmax", "ReduceSum", "Mul");

    [Theory, InlineData(2.0), InlineData(1.3)]
    public void ConvertToOnnx_OtherColumnNamedLikeConstant_KeepsItsValue(double temperature) => AssertSame(
        _ml.Transforms.Softmax("P", "A", temperature).Append(
            _ml.Transforms.Concatenate("Both", "P", "Temperature")), "P", "Temperature", "Both");

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax"), InlineData("LogSumExp"), InlineData("Entropy"), InlineData("Margin")]
    public void ConvertToOnnx_ValueWithAdditionalAxis_EqualsPipeline(string stage) =>
        // In ONNX, ML.NET's one-hot vector has the shape [rows, 1, classes].
        AssertSame(_ml.Transforms.Categorical.OneHotEncoding("H", "Label").Append(Stage.Named(stage).Create(_ml, "Out", "H")), "Out");

    private void AssertSame(IEstimator<ITransformer> pipeline, params string[] columns)
    {
        ITransformer model = pipeline.Fit(_data);
        IDataView expected = model.Transform(_data);
        using InferenceSession session = Exported.Open(_ml, model, _data);
        using var a = OrtValue.CreateTensorValueFromMemory((float[])[1, 2, 3, -1, 0, 4], [2, 3]);
        using var b = OrtValue.CreateTensorValueFromMemory((float[])[9, 0, 0, 1, 1, 2], [2, 3]);
        using var temperature = OrtValue.CreateTensorValueFromMemory((float[])[50, 60], [2, 1]);
        using var label = OrtValue.CreateFromStringTensor(
            new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<string>((string[])["b", "a"], [2, 1]));
        Dictionary<string, OrtValue> inputs = new() { ["A"] = a, ["B"] = b, ["Temperature"] = temperature, ["Label"] = label };
        foreach (string name in inputs.Keys.Except(session.InputNames).ToArray())
        {
            inputs.Remove(name);
        }

        using var options = new RunOptions();
        foreach (string column in columns)
        {
            string output = Assert.Single(session.OutputNames, name => name == $"{column}.output");
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, inputs, [output]);
            float[] values = [.. LogitsData.Values<float>(expected, column).SelectMany(row => row)];
            float[] found = results[0].GetTensorDataAsSpan<float>().ToArray();
            Assert.Equal(values.Length, found.Length);
            Assert.All(values.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] A { get; set; } = [];

        [VectorType(3)]
        public float[] B { get; set; } = [];

        public float Temperature { get; set; }

        public string Label { get; set; } = "";
    }
}
