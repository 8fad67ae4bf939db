using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.Contract;

/// <summary>
/// ConvertToOnnx writes the stages as standard ONNX operators, and ONNX Runtime computes the same values as the pipeline.
/// </summary>
public sealed class OnnxExportTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("Softmax", 1.0), InlineData("LogSoftmax", 1.0), InlineData("LogSumExp", 1.0), InlineData("Entropy", 1.0)]
    [InlineData("Margin", 1.0)]
    [InlineData("Sigmoid", 1.0), InlineData("LogSigmoid", 1.0)]
    [InlineData("Softmax", 2.5), InlineData("LogSoftmax", 2.5), InlineData("LogSumExp", 2.5), InlineData("Entropy", 2.5)]
    [InlineData("Margin", 2.5)]
    [InlineData("Sigmoid", 2.5), InlineData("LogSigmoid", 2.5)]
    [InlineData("Softmax", 1.3), InlineData("LogSoftmax", 1.3), InlineData("LogSumExp", 1.3), InlineData("Entropy", 1.3)]
    [InlineData("Margin", 1.3)]
    [InlineData("Sigmoid", 1.3), InlineData("LogSigmoid", 1.3)]
    public void ConvertToOnnx_Single_EqualsPipeline(string name, double temperature)
    {
        float[][] rows = Rows();
        Stage stage = Stage.Named(name);
        IDataView data = LogitsData.Dense(_ml, rows);
        ITransformer transformer = stage.Create(_ml, "Out", "Logits", temperature).Fit(data);
        float[][] expected = LogitsData.Values<float>(transformer.Transform(data), "Out");

        using InferenceSession session = Export(transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            AssertClose(stage, rows[i], expected[i], Run(session, rows[i], [1, rows[i].Length]), i, temperature);
        }
    }

    [Theory]
    [InlineData("Softmax", 1.0), InlineData("LogSoftmax", 1.0), InlineData("LogSumExp", 1.0), InlineData("Entropy", 1.0)]
    [InlineData("Margin", 1.0)]
    [InlineData("Sigmoid", 1.0), InlineData("LogSigmoid", 1.0)]
    [InlineData("Softmax", 2.5), InlineData("LogSoftmax", 2.5), InlineData("LogSumExp", 2.5), InlineData("Entropy", 2.5)]
    [InlineData("Margin", 2.5)]
    [InlineData("Sigmoid", 2.5), InlineData("LogSigmoid", 2.5)]
    public void ConvertToOnnx_Double_EqualsPipeline(string name, double temperature)
    {
        double[][] rows = RandomRows.Create(1000, 7, seed: 53);
        Stage stage = Stage.Named(name);
        IDataView data = LogitsData.Dense(_ml, rows);
        ITransformer transformer = stage.Create(_ml, "Out", "Logits", temperature).Fit(data);
        double[][] expected = LogitsData.Values<double>(transformer.Transform(data), "Out");

        using InferenceSession session = Export(transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            AssertClose(
                stage, rows[i], expected[i], Run(session, rows[i], [1, rows[i].Length]), i, ulp: 1.0 / (1L << 52), smallest: 1e-300,
                temperature);
        }
    }

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void ConvertToOnnx_EachOpset_EqualsPipeline(string name)
    {
        float[][] rows = RandomRows.CreateSingle(20, 5, seed: 54);
        Stage stage = Stage.Named(name);
        IDataView data = LogitsData.Dense(_ml, rows);
        ITransformer transformer = stage.Create(_ml, "Out", "Logits", temperature: 2).Fit(data);
        float[][] expected = LogitsData.Values<float>(transformer.Transform(data), "Out");

        foreach (int opset in (int[])[9, 10, 11, 12])
        {
            using InferenceSession session = Exported.Open(stream => _ml.Model.ConvertToOnnx(transformer, data, opset, stream));
            for (int i = 0; i < rows.Length; i++)
            {
                AssertClose(stage, rows[i], expected[i], Run(session, rows[i], [1, 5]), i, temperature: 2);
            }
        }
    }

    [Theory, MemberData(nameof(Stage.OfLogits), MemberType = typeof(Stage))]
    public void ConvertToOnnx_Tensor_IsOneRow(string name)
    {
        float[][] rows = RandomRows.CreateSingle(20, 6, seed: 52);
        Stage stage = Stage.Named(name);
        IDataView data = LogitsData.Create(_ml, Array.ConvertAll(rows, LogitsData.Dense), [2, 3]);
        ITransformer transformer = stage.Create(_ml, "Out", "Logits").Fit(data);
        float[][] expected = LogitsData.Values<float>(transformer.Transform(data), "Out");

        using InferenceSession session = Export(transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            AssertClose(stage, rows[i], expected[i], Run(session, rows[i], [1, 2, 3]), i);
        }
    }

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax"), InlineData("LogSumExp")]
    public void ConvertToOnnx_OutputReplacesInputOfAnother_EqualsPipeline(string name)
    {
        Stage stage = Stage.Named(name);
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
        InputOutputColumnPair[] pairs = [new("Logits", "Logits"), new("Out", "Logits")];
        ITransformer transformer = stage.Create(_ml, pairs).Fit(data);
        float[] expected = LogitsData.Values<float>(transformer.Transform(data), "Out")[0];

        using InferenceSession session = Export(transformer, data);
        AssertClose(stage, [1, 2, 3], expected, Run(session, [1f, 2, 3], [1, 3]), row: 0);
    }

    [Fact]
    public void ConvertToOnnx_UnknownSize_Throws()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2])], shape: null);
        AssertRefused(
            "Softmax: column 'Out' cannot be written as ONNX: input column 'Logits' is a vector of unknown size. Give it a size, for " +
            "example in the schema of the loaded data.",
            Stage.Softmax.Create(_ml, "Out", "Logits").Fit(data), data);
    }

    [Fact]
    public void ConvertToOnnx_InvalidRowsZero_Throws()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2]);
        var options = new LogSumExpOptions { Columns = [new("Out", "Logits")], InvalidRows = InvalidRowHandling.Zero };
        AssertRefused(
            "LogSumExp: column 'Out' cannot be written as ONNX: InvalidRows is Zero, which ONNX cannot express. Use Propagate.",
            _ml.Transforms.LogSumExp(options).Fit(data), data);
    }

    private void AssertRefused(string message, ITransformer transformer, IDataView data)
    {
        var error = Assert.Throws<NotSupportedException>(() => Export(transformer, data).Dispose());
        Assert.Equal(message, error.Message);
    }

    private InferenceSession Export(ITransformer transformer, IDataView data) => Exported.Open(_ml, transformer, data);

    private static T[] Run<T>(InferenceSession session, T[] row, long[] shape)
        where T : unmanaged => Exported.Run<T, T>(session, row, shape);

    // ONNX Runtime rounds x − m, which changes e^(x − m) and the log-softmax by up to |x − m| half ulps. It returns 0 below the smallest
    // normal number, and it rounds the sum of 1 and the other terms. The stage avoids both. The bounds allow only for these differences.
    private static void AssertClose(Stage stage, float[] logits, float[] expected, float[] actual, int row, double temperature = 1) =>
        AssertClose(stage, ToDouble(logits), ToDouble(expected), ToDouble(actual), row, ulp: 1.0 / (1 << 23), smallest: 1e-37, temperature);

    private static void AssertClose(
        Stage stage, double[] logits, double[] expected, double[] actual, int row, double ulp, double smallest, double temperature = 1)
    {
        double max = logits.Max();
        // The exported model divides and rounds the logits before it takes their differences. The stage does not.
        double division = temperature == 1 ? 0 : logits.Max(Math.Abs) / temperature * ulp;
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = stage == Stage.Softmax
                ? Math.Abs(expected[i]) * (Math.Abs(logits[i] - max) / 2 + 4) * ulp + smallest
                // Each of the seven terms p log p has the errors of its p and its log p. ONNX Runtime's sigmoid of floats is a rational
                // function of logits clipped at ±18, and 1 + e^-x is rounded in the logarithm.
                : stage == Stage.Sigmoid ? 4 * ulp
                : stage == Stage.Entropy ? (Math.Abs(expected[i]) + 1) * 16 * ulp
                : (Math.Abs(expected[i]) * 2 + 2) * ulp;
            bound += stage == Stage.Softmax ? Math.Abs(expected[i]) * division : stage.IsScalar || stage == Stage.LogSoftmax ? division : 0;
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound, $"row {row}, class {i}: pipeline {expected[i]:R}, ONNX Runtime " +
                $"{actual[i]:R}, bound {bound:R}");
        }
    }

    private static double[] ToDouble(float[] row) => Array.ConvertAll(row, x => (double)x);

    private static float[][] Rows() => RandomRows.CreateSingle(1000, 7, seed: 51);
}
