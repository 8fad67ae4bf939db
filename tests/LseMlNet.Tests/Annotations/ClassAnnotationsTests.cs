using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Annotations;

public sealed class ClassAnnotationsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Softmax_Output_IsAnnotatedAsMulticlassProbability()
    {
        DataViewSchema.Column column = OutputOf(Stage.Softmax, WithSlotNames());

        Assert.Equal(["ScoreColumnKind", "ScoreColumnSetId", "ScoreValueKind", "SlotNames"], Kinds(column));
        Assert.Equal("MulticlassClassification", Text(column, "ScoreColumnKind"));
        Assert.Equal("Probability", Text(column, "ScoreValueKind"));
        Assert.Equal(1u, SetId(column));
    }

    [Fact]
    public void LogSoftmax_Output_IsNotAnnotatedAsScore() =>
        Assert.Equal(["SlotNames"], Kinds(OutputOf(Stage.LogSoftmax, WithSlotNames())));

    [Fact]
    public void Sigmoid_Output_IsMarkedAsProbabilityButNotAsPrediction()
    {
        DataViewSchema.Column column = OutputOf(Stage.Sigmoid, WithSlotNames());

        Assert.Equal(["ScoreValueKind", "SlotNames"], Kinds(column));
        Assert.Equal("Probability", Text(column, "ScoreValueKind"));
        Assert.Equal(["SlotNames"], Kinds(OutputOf(Stage.LogSigmoid, WithSlotNames())));
    }

    [Fact]
    public void LogSumExp_Output_HasNoAnnotations() => Assert.Empty(Kinds(OutputOf(Stage.LogSumExp, WithSlotNames())));

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax")]
    public void PerClass_SlotNames_AreKept(string stage)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        OutputOf(Stage.Named(stage), WithSlotNames()).GetSlotNames(ref names);
        Assert.Equal(["cat", "dog", "owl"], names.DenseValues().Select(name => name.ToString()));
    }

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax")]
    public void PerClass_LabelsOfTrainedScore_AreKept(string stage)
    {
        IDataView scored = Scored();
        DataViewSchema.Column column = OutputOf(Stage.Named(stage), scored, "Score");

        VBuffer<ReadOnlyMemory<char>> expected = default, actual = default;
        scored.Schema["Score"].Annotations.GetValue("TrainingLabelValues", ref expected);
        column.Annotations.GetValue("TrainingLabelValues", ref actual);
        Assert.Equal(["a", "b", "c"], expected.DenseValues().Select(name => name.ToString()));
        Assert.Equal(expected.DenseValues().Select(name => name.ToString()), actual.DenseValues().Select(name => name.ToString()));
    }

    [Fact]
    public void Softmax_OfTrainedScore_JoinsItsPrediction()
    {
        IDataView scored = Scored();
        Assert.Equal(SetId(scored.Schema["Score"]), SetId(OutputOf(Stage.Softmax, scored, "Score")));
    }

    [Fact]
    public void Softmax_OfLogitsWithoutPrediction_StartsNewPrediction()
    {
        IDataView scored = Scored();
        uint before = SetId(scored.Schema["Score"]);

        // "Features" is not part of a prediction, but "Score" is.
        Assert.Equal(before + 1, SetId(OutputOf(Stage.Softmax, scored, "Features")));
    }

    [Fact]
    public void Softmax_SeveralPairs_StartSeparatePredictions()
    {
        InputOutputColumnPair[] pairs = [new("A", "Logits"), new("B", "Logits"), new("C", "Logits")];
        IDataView data = WithSlotNames();
        DataViewSchema schema = Stage.Softmax.Create(_ml, pairs).Fit(data).GetOutputSchema(data.Schema);
        Assert.Equal([1u, 2u, 3u], pairs.Select(pair => SetId(schema[pair.OutputColumnName])));
    }

    [Fact]
    public void SelectLabel_SeveralPairs_StartSeparatePredictions()
    {
        InputOutputColumnPair[] pairs = [new("A", "Logits"), new("B", "Logits")];
        IDataView data = WithSlotNames();
        DataViewSchema schema = _ml.Transforms.SelectLabel(
            new SelectLabelOptions { Columns = pairs }).Fit(data).GetOutputSchema(data.Schema);
        Assert.Equal([1u, 2u], pairs.Select(pair => SetId(schema[pair.OutputColumnName])));
    }

    [Fact]
    public void ScoreColumnSetId_OfSoftmax_HasTypeOfInBoxScorers()
    {
        IDataView scored = Scored();
        DataViewType inBox = scored.Schema["Score"].Annotations.Schema["ScoreColumnSetId"].Type;
        Assert.Equal(inBox, OutputOf(Stage.Softmax, scored, "Features").Annotations.Schema["ScoreColumnSetId"].Type);
    }

    [Fact]
    public void Evaluate_ProbabilitiesOfSoftmax_AcceptsThem()
    {
        IDataView scored = Scored();
        IDataView probabilities = Stage.Softmax.Create(_ml, "Probabilities", "Score").Fit(scored).Transform(scored);

        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(
            probabilities, "Label", scoreColumnName: "Probabilities");

        Assert.Equal(ExpectedLogLoss(probabilities), metrics.LogLoss, 6);
    }

    private static double ExpectedLogLoss(IDataView data)
    {
        uint[] labels = [.. data.GetColumn<uint>("Label")];
        float[][] probabilities = LogitsData.Values<float>(data, "Probabilities");
        return labels.Zip(probabilities, (label, row) => -Math.Log(row[label - 1])).Average();
    }

    // Scores of one of ML.NET's own trainers, with all their annotations.
    private IDataView Scored()
    {
        var random = new Random(5);
        Example[] examples = [.. Enumerable.Range(0, 90).Select(i => new Example
        {
            Name = "abc"[i % 3].ToString(),
            Features = [(float)random.NextDouble() + i % 3, (float)random.NextDouble(), 1],
        })];
        IDataView data = _ml.Data.LoadFromEnumerable(examples);
        var trainer = _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 3);
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Name").Append(trainer).Fit(data).Transform(data);
    }

    private IDataView WithSlotNames() =>
        LogitsData.Create(_ml, [LogitsData.Dense<float>([1, 2, 3])], [3], slotNames: ["cat", "dog", "owl"]);

    private DataViewSchema.Column OutputOf(Stage stage, IDataView data, string input = "Logits") =>
        stage.Create(_ml, "Out", input).Fit(data).GetOutputSchema(data.Schema)["Out"];

    private static IEnumerable<string> Kinds(DataViewSchema.Column column) =>
        column.Annotations.Schema.Select(annotation => annotation.Name).Order(StringComparer.Ordinal);

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(kind, ref text);
        return text.ToString();
    }

    private static uint SetId(DataViewSchema.Column column)
    {
        uint id = 0;
        column.Annotations.GetValue("ScoreColumnSetId", ref id);
        return id;
    }

    private sealed class Example
    {
        public string Name { get; set; } = "";

        [VectorType(3)]
        public float[] Features { get; set; } = [];
    }
}
