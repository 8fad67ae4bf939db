using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.TemperatureScaling;

/// <summary>The exported division returns the same bits as the stage.</summary>
public sealed class TemperedColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    // A temperature that float can represent, one that it cannot, and 1.
    [Theory, InlineData(0.5), InlineData(1.3), InlineData(1.0)]
    public void ConvertToOnnx_Single_ReturnsTheSameBits(double temperature)
    {
        float[][] rows = RandomRows.CreateSingle(200, 5, seed: 64);
        IDataView data = LabelledData.Create(_ml, rows, new int[rows.Length]);
        ITransformer transformer = Bounded(data, temperature);
        float[][] expected = LogitsData.Values<float>(transformer.Transform(data), "Out");

        using InferenceSession session = Export(transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(expected[i], Run(session, rows[i]));
        }
    }

    [Theory, InlineData(0.5), InlineData(1.3)]
    public void ConvertToOnnx_Double_ReturnsTheSameBits(double temperature)
    {
        double[][] rows = RandomRows.Create(200, 5, seed: 65);
        IDataView data = LabelledData.Create(_ml, rows, new int[rows.Length]);
        ITransformer transformer = Bounded(data, temperature);
        double[][] expected = LogitsData.Values<double>(transformer.Transform(data), "Out");

        using InferenceSession session = Export(transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(expected[i], Run(session, rows[i]));
        }
    }

    [Fact]
    public void ConvertToOnnx_UnknownSize_Throws()
    {
        IDataView data = LabelledData.Create<float>(_ml, [LogitsData.Dense<float>([1, 0]), LogitsData.Dense<float>([1, 0])], [0, 0], null, shape: null);
        var error = Assert.Throws<NotSupportedException>(() => Export(Bounded(data, 2), data).Dispose());
        Assert.Equal(
            "TemperatureScaling: column 'Out' cannot be written as ONNX: input column 'Logits' is a vector of unknown size. Give it a " +
            "size, for example in the schema of the loaded data.",
            error.Message);
    }

    // Fits a transformer with this temperature: every row is correct, so Fit returns the minimum.
    private TemperatureScalingTransformer Bounded(IDataView data, double temperature)
    {
        IDataView right = LabelledData.Create<float>(_ml, [[1, 0], [1, 0]], [0, 0]);
        TemperatureScalingTransformer transformer = _ml.Transforms.TemperatureScaling(
            new TemperatureScalingOptions { OutputColumnName = "Out", InputColumnName = "Logits", MinimumTemperature = temperature }).Fit(right);
        Assert.Equal(temperature, transformer.Temperature);
        transformer.GetOutputSchema(data.Schema);
        return transformer;
    }

    private InferenceSession Export(ITransformer transformer, IDataView data) =>
        Exported.Open(_ml, transformer, _ml.Transforms.SelectColumns("Logits").Fit(data).Transform(data));

    private static T[] Run<T>(InferenceSession session, T[] row)
        where T : unmanaged
    {
        using var input = OrtValue.CreateTensorValueFromMemory(row, [1, row.Length]);
        using var options = new RunOptions();
        string output = session.OutputNames.Single(name => name.StartsWith("Out", StringComparison.Ordinal));
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, new Dictionary<string, OrtValue> { ["Logits"] = input }, [output]);
        return outputs[0].GetTensorDataAsSpan<T>().ToArray();
    }
}
