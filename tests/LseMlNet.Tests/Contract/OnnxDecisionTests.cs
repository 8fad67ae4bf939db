using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.Contract;

/// <summary>
/// Stages that derive a decision from a row, exported to ONNX, including rows with excluded classes and rows without a softmax.
/// </summary>
public sealed class OnnxDecisionTests
{
    private const float Inf = float.PositiveInfinity;

    private static readonly float[][] SpecialRows =
    [
        [1, 2, 3], [3, 3, 1], [-1000, -1001, -1002], [1e30f, 1e30f, -1e30f], [0, 0, 0],
        [-Inf, 3, 1], [-Inf, 3, 3], [-Inf, -Inf, 2], [3, -Inf, -Inf],
        [float.NaN, 1, 2], [1, float.NaN, 2], [1, 2, float.NaN], [1, Inf, 2], [Inf, Inf, 2], [-Inf, Inf, -Inf], [-Inf, -Inf, -Inf],
    ];

    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<int> EachSpecialRow => [.. Enumerable.Range(0, SpecialRows.Length)];

    [Theory, MemberData(nameof(EachSpecialRow))]
    public void EntropyAndMargin_SpecialRow_EqualPipeline(int row)
    {
        foreach (string stage in (string[])["Entropy", "Margin"])
        {
            float[] expected = Pipeline<float>(Stage.Named(stage).Create(_ml, "Out", "Logits"), row, out InferenceSession session);
            using (session)
            {
                Assert.Equal(expected[0], Exported.Run<float, float>(session, SpecialRows[row], [1, 3])[0], 1e-6f);
            }
        }
    }

    [Theory, MemberData(nameof(EachSpecialRow))]
    public void SelectLabel_SpecialRow_EqualsPipeline(int row)
    {
        foreach (SelectLabelOptions options in (SelectLabelOptions[])[
            new() { Columns = [new("Out", "Logits")] },
            new() { Columns = [new("Out", "Logits")], MinimumProbability = 0.6f, Scores = ScoreMeaning.Logits }])
        {
            uint[] expected = Pipeline<uint>(_ml.Transforms.SelectLabel(options), row, out InferenceSession session);
            using (session)
            {
                Assert.Equal(expected, Exported.Run<float, uint>(session, SpecialRows[row], [1, 3]));
            }
        }
    }

    [Fact]
    public void SelectLabel_ManyRowsThroughSoftmax_EqualsPipeline()
    {
        float[][] rows = RandomRows.CreateSingle(500, 7, seed: 61);
        IDataView data = LogitsData.Dense(_ml, rows);
        ITransformer model = _ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(_ml.Transforms.SelectLabel("Out", "Probabilities", minimumProbability: 0.5f)).Fit(data);
        uint[][] expected = LogitsData.Values<uint>(model.Transform(data), "Out");

        using InferenceSession session = Exported.Open(_ml, model, data);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(expected[i], Exported.Run<float, uint>(session, rows[i], [1, 7]));
        }

        Assert.Contains(expected, key => key[0] == 0);
        Assert.Contains(expected, key => key[0] == 7);
    }

    [Fact]
    public void SelectLabel_ProbabilityEqualToMinimum_IsSelected()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [0.75f, 0.25f]);
        foreach ((float minimum, uint expected) in ((float, uint)[])[(0.75f, 1), (float.BitIncrement(0.75f), 0), (1, 0)])
        {
            ITransformer model = _ml.Transforms.SelectLabel(
                new SelectLabelOptions
                {
                    Columns = [new("Out", "Logits")],
                    MinimumProbability = minimum,
                    Scores = ScoreMeaning.Probabilities,
                }).Fit(data);
            Assert.Equal([[expected]], LogitsData.Values<uint>(model.Transform(data), "Out"));
            using InferenceSession session = Exported.Open(_ml, model, data);
            Assert.Equal([expected], Exported.Run<float, uint>(session, [0.75f, 0.25f], [1, 2]));
        }
    }

    [Fact]
    public void SelectLabel_DoubleAndTensor_EqualsPipeline()
    {
        double[][] rows = RandomRows.Create(50, 6, seed: 62);
        IDataView data = LogitsData.Create(_ml, Array.ConvertAll(rows, LogitsData.Dense), [2, 3]);
        ITransformer model = _ml.Transforms.SelectLabel("Out", "Logits").Fit(data);
        uint[][] expected = LogitsData.Values<uint>(model.Transform(data), "Out");

        using InferenceSession session = Exported.Open(_ml, model, data);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(expected[i], Exported.Run<double, uint>(session, rows[i], [1, 2, 3]));
        }
    }

    [Fact]
    public void NameClasses_Exported_PassesValuesThrough()
    {
        foreach (string output in (string[])["Out", "Logits"])
        {
            IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
            ITransformer model = _ml.Transforms.NameClasses(output, ["a", "b", "c"], "Logits").Append(
                _ml.Transforms.Softmax("Final", output)).Fit(data);
            using InferenceSession session = Exported.Open(_ml, model, data);
            Assert.Equal([1, 2, 3], Exported.Run<float, float>(session, [1, 2, 3], [1, 3], output));
            Assert.Equal(Stage.Softmax.Compute([1, 2, 3]), Exported.Run<float, float>(session, [1, 2, 3], [1, 3], "Final"), Near);
        }
    }

    [Fact]
    public void NameClasses_UnknownSize_Throws()
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2])], shape: null);
        AssertRefused(
            "NameClasses: column 'Out' cannot be written as ONNX: input column 'Logits' is a vector of unknown size. Give it a size, " +
            "for example in the schema of the loaded data.",
            _ml.Transforms.NameClasses("Out", ["a", "b"], "Logits").Fit(data), data);
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6f;

    private void AssertRefused(string message, ITransformer transformer, IDataView data) =>
        Assert.Equal(message, Assert.Throws<NotSupportedException>(() => Exported.Open(_ml, transformer, data).Dispose()).Message);

    private T[] Pipeline<T>(IEstimator<ITransformer> estimator, int row, out InferenceSession session)
    {
        IDataView data = LogitsData.Dense(_ml, SpecialRows[row]);
        ITransformer model = estimator.Fit(data);
        session = Exported.Open(_ml, model, data);
        return LogitsData.Values<T>(model.Transform(data), "Out")[0];
    }
}
