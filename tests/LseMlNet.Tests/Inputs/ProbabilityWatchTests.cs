using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Inputs;

/// <summary>A stage that expects logits notices probabilities, counts them, and explains once what to do.</summary>
public sealed class ProbabilityWatchTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<string, string> Advice => new()
    {
        { "Softmax", "Use the column as it is, without Softmax." },
        { "LogSoftmax", "Use LogProbabilities instead of LogSoftmax." },
        { "LogSumExp", "Append LogProbabilities, and use its output: the logarithms of probabilities are logits." },
        { "Entropy", "Append LogProbabilities, and use its output: the logarithms of probabilities are logits." },
        { "Margin", "Append LogProbabilities, and use its output: the logarithms of probabilities are logits." },
        { "Sigmoid", "Use the column as it is, without Sigmoid." },
        { "LogSigmoid", "Use LogProbabilities instead of LogSigmoid." },
    };

    [Theory, MemberData(nameof(Advice))]
    public void Pass_OfProbabilities_WarnsOnceAndCountsEveryRow(string stage, string advice)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = Unmarked(Probabilities(100));
        var transformer = (LogitsTransformer)Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data);
        Assert.Empty(warnings);

        Read(transformer, data);
        Read(transformer, data);

        Assert.Equal([Warning(stage, 8, advice)], warnings);
        Assert.Equal(200, transformer.ProbabilityRowCount);
    }

    [Theory, MemberData(nameof(Advice))]
    public void Fit_ColumnMarkedAsProbability_WarnsOnce(string stage, string advice)
    {
        IDataView logits = LogitsData.Dense(_ml, RandomRows.CreateSingle(20, 4, seed: 91));
        foreach (string first in (string[])["Softmax", "Sigmoid"])
        {
            IDataView data = Stage.Named(first).Create(_ml, "P", "Logits").Fit(logits).Transform(logits);
            List<string> warnings = Warnings.Of(_ml);
            ITransformer transformer = Stage.Named(stage).Create(_ml, "Out", "P").Fit(data);
            Read(transformer, data);
            Assert.Equal([$"{stage}: column 'P' is annotated as probabilities, but {stage} takes logits. {advice}"], warnings);
        }
    }

    [Theory, InlineData(1), InlineData(3)]
    public void Pass_OfFewRows_WarnsAtItsEnd(int rows)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = Unmarked(Probabilities(rows));
        Read(_ml.Transforms.Softmax("Out", "Logits").Fit(data), data);
        Assert.Equal([Warning("Softmax", rows, "Use the column as it is, without Softmax.")], warnings);
    }

    [Fact]
    public void Predict_Probabilities_WarnsAfterTheFirstRows()
    {
        List<string> warnings = Warnings.Of(_ml);
        SoftmaxTransformer transformer = _ml.Transforms.Softmax("Out", "Logits").Fit(_ml.Data.LoadFromEnumerable<Input>([]));
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(transformer);
        for (int i = 0; i < 20; i++)
        {
            engine.Predict(new Input { Logits = [0.25f, 0.25f, 0.5f] });
            Assert.Equal(i < 7 ? 0 : 1, warnings.Count);
        }

        Assert.Equal(20, transformer.ProbabilityRowCount);
    }

    [Theory]
    // Some logits lie between 0 and 1 and sum to 1 by chance.
    [InlineData(0.5f, 0.5f, 2f, -1f), InlineData(2f, -1f, 0.5f, 0.5f)]
    // Log-probabilities are logits, and so are excluded classes.
    [InlineData(-0.6931472f, -0.6931472f, -1f, 0f), InlineData(0f, float.NegativeInfinity, 1f, float.NaN)]
    [InlineData(0.5f, 0.502f, 0.3f, 0.6f), InlineData(1.5f, -0.5f, 1.002f, 0f), InlineData(0f, 0f, 0f, 0f)]
    public void Pass_OfLogits_DoesNotWarn(float a, float b, float c, float d)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Dense<float>(_ml, [a, b], [c, d]);
        foreach (string stage in Stage.OfLogits.Select(row => row.Data))
        {
            Read(Stage.Named(stage).Create(_ml, "Out", "Logits").Fit(data), data);
        }

        Assert.DoesNotContain(warnings, warning => warning.Contains("sum to 1", StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Pass_DoubleOrSparse_Warns(bool isSparse)
    {
        double[][] rows = [[0, 0.25, 0.75], [1, 0, 0]];
        IDataView data = LogitsData.Create(
            _ml, Array.ConvertAll<double[], VBuffer<double>>(rows, isSparse ? LogitsData.Sparse : LogitsData.Dense), [3]);
        SoftmaxTransformer transformer = _ml.Transforms.Softmax("Out", "Logits").Fit(data);
        Read(transformer, data);
        Assert.Equal(2, transformer.ProbabilityRowCount);
    }

    [Fact]
    public void TemperatureScaling_FitOnProbabilities_WarnsOnceForFitAndTransformer()
    {
        float[][] rows = Probabilities(40);
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LabelledData.Create(_ml, rows, [.. rows.Select((_, i) => i % 4)]);
        TemperatureScalingTransformer transformer = _ml.Transforms.TemperatureScaling("Out", "Logits").Fit(data);
        Read(transformer, data);

        const string advice = "Append LogProbabilities, and use its output: the logarithms of probabilities are logits.";
        Assert.Single(warnings, warning => warning.Contains("sum to 1", StringComparison.Ordinal));
        Assert.Equal(
            "TemperatureScaling: the rows of column 'Logits' (40 of 40) are nonnegative and sum to 1, as probabilities do, but " +
            $"TemperatureScaling takes logits. If they are probabilities, the result is wrong. {advice}",
            warnings[0]);
        Assert.Equal(40, transformer.ProbabilityRowCount);

        IDataView marked = _ml.Transforms.Softmax("P", "Logits").Fit(data).Transform(data);
        warnings.Clear();
        _ml.Transforms.TemperatureScaling("Out", "P").Fit(marked);
        Assert.Contains(
            $"TemperatureScaling: column 'P' is annotated as probabilities, but TemperatureScaling takes logits. {advice}", warnings);
    }

    private static string Warning(string stage, int rows, string advice) =>
        $"{stage}: the rows of column 'Logits' ({rows} read so far) are nonnegative and sum to 1, as probabilities do, but {stage} takes " +
        $"logits. If they are probabilities, the result is wrong. {advice}";

    private static float[][] Probabilities(int rows) => Array.ConvertAll(RandomRows.CreateSingle(rows, 4, seed: 92), Stage.Softmax.Compute);

    private IDataView Unmarked(float[][] rows) => LogitsData.Dense(_ml, rows);

    private static void Read(ITransformer transformer, IDataView data)
    {
        IDataView result = transformer.Transform(data);
        ModelLoader.DataViewText.Values(result, result.Schema["Out"]);
    }

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Out { get; set; } = [];
    }
}
