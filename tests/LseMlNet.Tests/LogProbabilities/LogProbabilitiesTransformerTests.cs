using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.LogProbabilities;

public sealed class LogProbabilitiesTransformerTests
{
    private static readonly float Lowest = (float)Math.Log(1.17549435e-38);

    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(false), InlineData(true)]
    public void Transform_Probabilities_TakesTheirLogarithms(bool isSparse)
    {
        float[][] rows = [[0.5f, 0.25f, 0.25f], [0, 1, 0], [0, 0, 1e-42f]];
        IDataView data = LogitsData.Create(
            _ml, Array.ConvertAll<float[], Microsoft.ML.Data.VBuffer<float>>(rows, isSparse ? LogitsData.Sparse : LogitsData.Dense), [3]);
        LogProbabilitiesTransformer transformer = _ml.Transforms.LogProbabilities("Out", "Logits").Fit(data);

        float[][] logits = LogitsData.Values<float>(transformer.Transform(data), "Out");

        Assert.Equal([[-0.6931472f, -1.3862944f, -1.3862944f], [Lowest, 0, Lowest], [Lowest, Lowest, Lowest]], logits);
        Assert.Equal(0, transformer.InvalidRowCount);
    }

    [Fact]
    public void Transform_NotProbabilities_AreNaNAndCounted()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Dense<float>(_ml, [1, 0], [-0.5f, 1], [1, 2], [float.NaN, 0.5f]);
        LogProbabilitiesTransformer transformer = _ml.Transforms.LogProbabilities("Out", "Logits").Fit(data);

        float[][] logits = LogitsData.Values<float>(transformer.Transform(data), "Out");

        Assert.Equal([[0, Lowest], [float.NaN, 0], [0, float.NaN], [float.NaN, -0.6931472f]], logits);
        Assert.Equal(3, transformer.InvalidRowCount);
        Assert.Equal(
            ["LogProbabilities: 3 of the rows read from column 'Logits' do not hold probabilities, and their results are NaN. The first " +
                "found: in row 1, element 0 is -0.5."],
            warnings);
    }

    [Fact]
    public void LogLoss_OfProbabilityZero_IsFinite()
    {
        IDataView data = LabelledData.Create<float>(_ml, [[1, 0], [0.5f, 0.5f]], [1, 0]);
        IDataView logits = _ml.Transforms.LogProbabilities("Logits").Fit(data).Transform(data);
        Assert.Equal((-Lowest + Math.Log(2)) / 2, _ml.MulticlassClassification.EvaluateLogits(logits).LogLoss, 1e-5);
    }

    [Theory, InlineData(9), InlineData(12)]
    public void ConvertToOnnx_AnyNumbers_EqualPipeline(int opset)
    {
        float[] row = [0.5f, 0, 1, 1.0005f, 1.002f, -0.1f, float.NaN, float.PositiveInfinity];
        IDataView data = LogitsData.Dense(_ml, row);
        ITransformer model = _ml.Transforms.LogProbabilities("Out", "Logits").Fit(data);
        float[] expected = LogitsData.Values<float>(model.Transform(data), "Out")[0];
        using InferenceSession session = Exported.Open(stream => _ml.Model.ConvertToOnnx(model, data, opset, stream));

        Assert.All(
            expected.Zip(Exported.Run<float, float>(session, row, [1, row.Length])), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

        IDataView wide = LogitsData.Dense(_ml, Array.ConvertAll(row, x => (double)x));
        ITransformer wideModel = _ml.Transforms.LogProbabilities("Out", "Logits").Fit(wide);
        double[] wideExpected = LogitsData.Values<double>(wideModel.Transform(wide), "Out")[0];
        using InferenceSession wideSession = Exported.Open(stream => _ml.Model.ConvertToOnnx(wideModel, wide, opset, stream));
        Assert.All(
            wideExpected.Zip(Exported.Run<double, double>(wideSession, Array.ConvertAll(row, x => (double)x), [1, row.Length])),
            pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
