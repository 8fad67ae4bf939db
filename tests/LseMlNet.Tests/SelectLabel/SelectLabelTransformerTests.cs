using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.SelectLabel;

public sealed class SelectLabelTransformerTests
{
    private static readonly string[] Names = ["cat", "dog", "owl"];

    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(false), InlineData(true)]
    public void Transform_LogitsLogProbabilitiesAndProbabilities_SelectsTheSameKey(bool isSparse)
    {
        // The top class is so far ahead that rounding cannot make another probability equal.
        float[][] rows = [.. RandomRows.CreateSingle(100, 5, seed: 71).Where(row => row.Count(x => row.Max() - x < 1e-3f) == 1)];
        IDataView data = LogitsData.Create(
            _ml, Array.ConvertAll<float[], VBuffer<float>>(rows, isSparse ? LogitsData.Sparse : LogitsData.Dense), [5]);
        IDataView result = _ml.Transforms.Softmax("Probabilities", "Logits").Append(_ml.Transforms.LogSoftmax("LogProbabilities", "Logits"))
            .Append(_ml.Transforms.SelectLabel([new("A", "Logits"), new("B", "LogProbabilities"), new("C", "Probabilities")])).Fit(data)
            .Transform(data);

        uint[] expected = [.. rows.Select(row => (uint)Array.IndexOf(row, row.Max()) + 1)];
        Assert.True(expected.Length > 20);
        Assert.All((string[])["A", "B", "C"], column => Assert.Equal(expected, result.GetColumn<uint>(column)));
    }

    [Fact]
    public void Transform_Double_DistinguishesMoreThanSingle() =>
        Assert.Equal([2u], Keys(LogitsData.Dense<double>(_ml, [1, 1 + 1e-15]), new() { Columns = [new("Out", "Logits")] }));

    [Fact]
    public void Transform_Ties_GoToLowestIndex() =>
        Assert.Equal([2u, 1u], Keys(LogitsData.Dense<float>(_ml, [1, 3, 3], [0, 0, 0]), new() { Columns = [new("Out", "Logits")] }));

    [Fact]
    public void Transform_RowWithoutSoftmax_ReturnsMissingKeyAndCountsRow()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3], [1, float.NaN, 3], [1, float.PositiveInfinity, 0],
            [float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], [float.NegativeInfinity, 0, 0]);

        Assert.Equal([3u, 0u, 0u, 0u, 2u], Keys(data, new() { Columns = [new("Out", "Logits")] }));
        Assert.Equal(
            ["SelectLabel: 3 of the rows read from column 'Logits' have no softmax, and their results are missing. The first found: in " +
                "row 1, element 1 is NaN."],
            warnings);
    }

    [Fact]
    public void Transform_MinimumProbabilityOfAnnotatedColumn_IsInclusive()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [0, 0, 0], [0, 0, 5], [float.NegativeInfinity, 0, 0]);
        Assert.Equal([0u, 3u, 2u], ThroughSoftmax(data, 0.5f));
        Assert.Equal([0u, 3u, 0u], ThroughSoftmax(data, float.BitIncrement(0.5f)));
        Assert.Equal([1u, 3u, 2u], ThroughSoftmax(data, 0));
        Assert.Equal([0u, 0u, 0u], ThroughSoftmax(data, 1));
    }

    [Fact]
    public void Transform_MinimumProbabilityOfLogitsAndLogProbabilities_EqualsSoftmax()
    {
        IDataView data = LogitsData.Dense(
            _ml, Array.ConvertAll(RandomRows.CreateSingle(300, 5, seed: 72), row => Array.ConvertAll(row, x => Math.Clamp(x, -3, 3))));
        uint[] expected = ThroughSoftmax(data, 0.4f);
        Assert.Contains(0u, expected);
        Assert.Contains(expected, key => key > 0);

        Assert.Equal(
            expected, Keys(data, new() { Columns = [new("Out", "Logits")], MinimumProbability = 0.4f, Scores = ScoreMeaning.Logits }));
        IDataView logs = _ml.Transforms.LogSoftmax("Logs", "Logits").Fit(data).Transform(data);
        Assert.Equal(
            expected, Keys(logs, new() { Columns = [new("Out", "Logs")], MinimumProbability = 0.4f, Scores = ScoreMeaning.Logits }));
    }

    [Fact]
    public void Transform_MinimumProbabilityOfUnannotatedColumn_UsesScoresOption() =>
        Assert.Equal([2u, 0u], Keys(
            LogitsData.Dense<float>(_ml, [0.1f, 0.9f], [0.5f, 0.5f]),
            new() { Columns = [new("Out", "Logits")], MinimumProbability = 0.9f, Scores = ScoreMeaning.Probabilities }));

    [Fact]
    public void MapKeyToValue_MissingKey_IsEmptyText()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [0, 0, 9], [0, 0, 0], [9, 0, float.NaN]);
        IDataView result = _ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(_ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", Names, minimumProbability: 0.9f))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Text", "PredictedLabel")).Fit(data).Transform(data);
        Assert.Equal(["owl", "", ""], result.GetColumn<string>("Text"));
    }

    [Fact]
    public void GetOutputSchema_Annotations_EqualInBoxScorers()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
        DataViewSchema schema = _ml.Transforms.Softmax("Other", "Logits").Append(_ml.Transforms.CopyColumns("Copy", "Logits"))
            .Append(_ml.Transforms.Softmax("Probabilities", "Copy"))
            .Append(_ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", Names)).Fit(data).GetOutputSchema(data.Schema);

        Assert.Equal(
            """
            column PredictedLabel: Key<UInt32, 0-2>
              annotation KeyValues: Vector<String, 3> = [3] "cat" "dog" "owl"
              annotation ScoreColumnSetId: Key<UInt32, 0-2147483646> = 2
              annotation ScoreColumnKind: String = "MulticlassClassification"
              annotation ScoreValueKind: String = "PredictedLabel"

            """,
            ModelLoader.DataViewText.Of(schema["PredictedLabel"]), ignoreLineEndingDifferences: true);
        Assert.Contains(
            "ScoreColumnSetId: Key<UInt32, 0-2147483646> = 2", ModelLoader.DataViewText.Of(schema["Probabilities"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithPredictedLabel_Succeeds()
    {
        string[] truth = ["cat", "dog", "owl", "owl", "cat"];
        float[][] logits = [[5, 1, 0], [0, 4, 1], [0, 0, 3], [2, 1, 0], [0, 0, 0]];
        IDataView data = _ml.Data.LoadFromEnumerable(truth.Zip(logits, (name, row) => new Example { Name = name, Logits = row }));
        IDataView result = _ml.Transforms.Conversion.MapValueToKey(
            "Label", "Name", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(_ml.Transforms.Softmax("Probabilities", "Logits"))
            .Append(
                _ml.Transforms.SelectLabel("PredictedLabel", "Probabilities", Names, minimumProbability: 0.5f)).Fit(data).Transform(data);

        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(
            result, "Label", scoreColumnName: "Probabilities", predictedLabelColumnName: "PredictedLabel");

        // Evaluate computes the accuracy from the scores, so the row of equal scores counts as a cat.
        Assert.Equal(0.8, metrics.MicroAccuracy, 12);
        Assert.Equal([1u, 2u, 3u, 1u, 0u], result.GetColumn<uint>("PredictedLabel"));
    }

    [Fact]
    public void SaveAndLoad_Settings_AreKept()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [1, 2, 3]);
        SelectLabelTransformer transformer = _ml.Transforms.SelectLabel(
            new SelectLabelOptions
            {
                Columns = [new("A", "Logits"), new("B", "Logits")],
                Labels = Names,
                MinimumProbability = 0.7f,
                Scores = ScoreMeaning.Logits,
            }).Fit(data);
        var loaded = Assert.IsType<SelectLabelTransformer>(
            _ml.Model.Load(new MemoryStream(SavedPipeline.Save(_ml, transformer, data.Schema)), out _));

        Assert.Equal([("A", "Logits"), ("B", "Logits")], loaded.Columns.Select(pair => (pair.OutputColumnName, pair.InputColumnName)));
        Assert.Equal(Names, loaded.Labels);
        Assert.Equal((0.7f, ScoreMeaning.Logits), (loaded.MinimumProbability, loaded.Scores));
        DataViewAssert.Same(transformer.Transform(data), loaded.Transform(data));
    }

    [Fact]
    public void Create_ListChangedLater_KeepsTheNames()
    {
        string[] names = ["cat", "dog", "owl"];
        SelectLabelEstimator estimator = _ml.Transforms.SelectLabel("Out", "Logits", names);
        names[0] = "cow";
        Assert.Equal(Names, estimator.Fit(LogitsData.Dense<float>(_ml, [1, 2, 3])).Labels);
    }

    private uint[] ThroughSoftmax(IDataView data, float minimum) => [.. _ml.Transforms.Softmax("Probabilities", "Logits")
        .Append(_ml.Transforms.SelectLabel("Out", "Probabilities", minimumProbability: minimum)).Fit(data).Transform(data)
        .GetColumn<uint>("Out")];

    private uint[] Keys(IDataView data, SelectLabelOptions options) =>
        [.. _ml.Transforms.SelectLabel(options).Fit(data).Transform(data).GetColumn<uint>("Out")];

    private sealed class Example
    {
        public string Name { get; set; } = "";

        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }
}
