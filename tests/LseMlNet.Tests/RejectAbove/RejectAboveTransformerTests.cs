using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Tests.RejectAbove;

public sealed class RejectAboveTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    private static ReferenceRejection Reference { get; } = DecisionReference.Read().Rejection;

    [Fact]
    public void Transform_RowsOfFit_GivesLabelsToTheRowsThatItStates()
    {
        RejectAboveTransformer transformer = Fit(maximumErrorRate: 0.2);
        uint[] labels = Labels(transformer, Reference.Logits);

        Assert.Equal((3000, 1620, 0), (transformer.RowsUsed, transformer.RowsAccepted, transformer.RowsLeftOut));
        Assert.Equal((1620 / 3000.0, 270 / 1620.0), (transformer.Coverage, transformer.ErrorRate));
        Assert.InRange(transformer.ErrorRateBound, transformer.ErrorRate, 0.2);
        Assert.Equal(1620, labels.Count(label => label > 0));
        Assert.Equal(270, labels.Where((label, i) => label > 0 && label != Reference.Labels[i] + 1).Count());
        for (int i = 0; i < labels.Length; i++)
        {
            double[] row = Array.ConvertAll(Reference.Logits[i], x => (double)x);
            int top = Numerics.Logits.ArgMax(row);
            Assert.Equal(LogOdds.OfMostLikely(row, top, new double[4]) >= transformer.Threshold ? (uint)top + 1 : 0, labels[i]);
        }
    }

    [Fact]
    public void Threshold_InSelectLabel_MakesTheSameDecisions()
    {
        RejectAboveTransformer transformer = Fit(maximumErrorRate: 0.2);
        IDataView data = LogitsData.Dense(_ml, Reference.Logits);
        SelectLabelTransformer select = Select(transformer.Threshold).Fit(data);
        DataViewSchema.Column expected = transformer.Transform(data).Schema["Out"], found = select.Transform(data).Schema["Out"];

        Assert.Equal(ModelLoader.DataViewText.Of(expected), ModelLoader.DataViewText.Of(found));
        Assert.Equal(Labels(transformer, Reference.Logits), Labels(select, Reference.Logits));
        Assert.Equal(transformer.Threshold, select.MinimumLogOdds);
        var loaded = (SelectLabelTransformer)_ml.Model.Load(new MemoryStream(SavedPipeline.Save(_ml, select, data.Schema)), out _);
        Assert.Equal(transformer.Threshold, loaded.MinimumLogOdds);
        Assert.Equal(Labels(transformer, Reference.Logits), Labels(loaded, Reference.Logits));
    }

    [Fact]
    public void Properties_AfterFitAndLoad_AreTheSame()
    {
        IDataView data = LabelledData.Create(_ml, Reference.Logits, Reference.Labels);
        RejectAboveTransformer fitted = _ml.Transforms.RejectAbove(new RejectAboveOptions
        {
            OutputColumnName = "Out",
            InputColumnName = "Logits",
            MaximumErrorRate = 0.3,
            Confidence = 0.9,
            Labels = ["a", "b", "c", "d"],
        }).Fit(data);
        var loaded = (RejectAboveTransformer)new MLContext().Model.Load(new MemoryStream(SavedPipeline.Save(_ml, fitted, data.Schema)), out _);
        foreach (RejectAboveTransformer transformer in (RejectAboveTransformer[])[fitted, loaded])
        {
            Assert.Equal(("Out", "Logits", 0.3, 0.9, null),
                (transformer.OutputColumnName, transformer.InputColumnName, transformer.MaximumErrorRate, transformer.Confidence, transformer.ClassAxis));
            Assert.Equal(["a", "b", "c", "d"], transformer.Labels);
            Assert.Equal((fitted.Threshold, fitted.ErrorRateBound, fitted.ErrorRate, fitted.Coverage, fitted.RowsUsed, fitted.RowsAccepted, fitted.RowsLeftOut),
                (transformer.Threshold, transformer.ErrorRateBound, transformer.ErrorRate, transformer.Coverage, transformer.RowsUsed, transformer.RowsAccepted,
                transformer.RowsLeftOut));
            Assert.Equal(Labels(fitted, Reference.Logits), Labels(transformer, Reference.Logits));
        }
    }

    [Fact]
    public void Transform_SaturatedProbabilities_AreToldApart()
    {
        // p rounds to 1 in double in all rows. Half of the rows with logits up to 100 are wrong.
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(i => new[] { 50f + i / 10f, 0, 0 })];
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i < 500 && i % 2 == 0 ? 1 : 0)];
        RejectAboveTransformer transformer = _ml.Transforms.RejectAbove("Out", "Logits").Fit(LabelledData.Create(_ml, rows, labels));
        Assert.InRange(transformer.Threshold, 95, 100);
        Assert.Equal([0, 1], Labels(transformer, [[90, 0, 0], [101, 0, 0]]));
    }

    [Fact]
    public void Fit_ImpossibleMaximum_RejectsAllRowsAndSaysHowManyItNeeds()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [2, 1]], [1, 0]);
        RejectAboveTransformer transformer = _ml.Transforms.RejectAbove("Out", "Logits").Fit(data);
        Assert.Equal((double.NaN, 0, double.NaN, 2), (transformer.Threshold, transformer.Coverage, transformer.ErrorRate, transformer.RowsUsed));
        Assert.Equal(
            ["RejectAbove: no threshold keeps the error rate at or below 0.05 with a confidence of 0.95: the lowest bound of 2 rows is 0.9776. Every row " +
                "gets the missing key. Fit on more held-out rows (at least 149 must be accepted without an error), or raise MaximumErrorRate."],
            warnings);
        float[][] rows = [[1, 2], [50, 1], [1, float.NegativeInfinity]];
        Assert.Equal([0, 0, 0], Labels(transformer, rows));
        Assert.Equal([0, 0, 0], Labels(Select(double.NaN).Fit(data), rows));
        foreach (float[] row in rows)
        {
            using InferenceSession session = Exported.Open(_ml, transformer, LogitsData.Dense(_ml, rows));
            Assert.Equal([0u], Exported.Run<float, uint>(session, row, [1, 2]));
        }
    }

    [Fact]
    public void Transform_RowWithoutSoftmax_IsMissingAndCounted()
    {
        RejectAboveTransformer transformer = Fit(maximumErrorRate: 0.8);
        List<string> warnings = Warnings.Of(_ml);
        Assert.Equal([0, 3], Labels(transformer, [[1, 2, float.NaN, 0], [1, 2, 3, 0]]));
        Assert.Equal(1, transformer.InvalidRowCount);
        Assert.StartsWith("RejectAbove: 1 of the rows read from column 'Logits' has no softmax, and its result is missing.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_LeftOutRowsAndProbabilities_Warn()
    {
        List<string> warnings = Warnings.Of(_ml);
        RejectAboveTransformer transformer = _ml.Transforms.RejectAbove("Out", "Logits", maximumErrorRate: 0.99).Fit(
            LabelledData.Create<float>(_ml, [[0.25f, 0.75f], [float.NaN, 1], [0.5f, 0.5f], [0.75f, 0.25f]], [1, 0, -1, 0]));
        Assert.Equal((2, 2), (transformer.RowsUsed, transformer.RowsLeftOut));
        Assert.Equal(2, warnings.Count);
        Assert.Contains("(3 of 4) are nonnegative and sum to 1", warnings[0], StringComparison.Ordinal);
        Assert.Equal("RejectAbove: Fit leaves out 2 of 4 rows: 1 without a softmax in column 'Logits' (NaN, +∞ or only −∞), 1 more without a label.", warnings[1]);
        Labels(transformer, [[0.25f, 0.75f]]);
        Assert.Equal((1, 2), (transformer.ProbabilityRowCount, warnings.Count));
    }

    [Fact]
    public void Transform_ClassAxis_DecidesEachPosition()
    {
        // Four positions of four classes in a tensor of [2, 4, 2].
        VBuffer<float>[] tensors = [.. Enumerable.Range(0, 750).Select(i => LogitsData.Dense(Tensor(Reference.Logits[(4 * i)..(4 * i + 4)])))];
        long[][] labels = [.. Enumerable.Range(0, 750).Select(i => Reference.Labels[(4 * i)..(4 * i + 4)].Select(label => (long)label).ToArray())];
        IDataView data = TensorData.Create(_ml, tensors, [2, 4, 2], labels, 4, [2, 2]);
        RejectAboveTransformer transformer = _ml.Transforms.RejectAbove(new RejectAboveOptions
        {
            OutputColumnName = "Out",
            InputColumnName = "Logits",
            LabelColumnName = "Keys",
            MaximumErrorRate = 0.2,
            ClassAxis = 1,
        }).Fit(data);

        Assert.Equal((3000, 1620), (transformer.RowsUsed, transformer.RowsAccepted));
        Assert.Equal(Labels(Fit(maximumErrorRate: 0.2), Reference.Logits), LogitsData.Values<uint>(transformer.Transform(data), "Out").SelectMany(row => row));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void ConvertToOnnx_RowsOfReference_EqualsPipeline(bool isDouble)
    {
        RejectAboveTransformer transformer = Fit(maximumErrorRate: 0.2);
        float[][] special = [[9, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], [900, 1, 2, 3], [-900, -1, -900, -900],
            [1, float.NaN, 2, 3], [1, float.PositiveInfinity, 2, 3], [1, 1, 1, 1], [3, float.NegativeInfinity, 3, 3], [7, 7, float.NegativeInfinity, -2]];
        float[][] rows = [.. special, .. Reference.Logits[..200]];
        uint[] expected = Labels(transformer, rows);
        IDataView data = isDouble ? LogitsData.Dense(_ml, Array.ConvertAll(rows, Wide)) : LogitsData.Dense(_ml, rows);
        using InferenceSession session = Exported.Open(_ml, transformer, data);
        for (int i = 0; i < rows.Length; i++)
        {
            uint[] found = isDouble ? Exported.Run<double, uint>(session, Wide(rows[i]), [1, 4]) : Exported.Run<float, uint>(session, rows[i], [1, 4]);
            Assert.True(found[0] == expected[i], $"row {i}: {string.Join(", ", rows[i])}: {found[0]}, not {expected[i]}");
        }

        Assert.Contains(0u, expected[special.Length..]);
        Assert.Contains(expected[special.Length..], key => key > 0);
        static double[] Wide(float[] row) => Array.ConvertAll(row, x => (double)x);
    }

    [Fact]
    public void Evaluate_InBox_TakesTheLabels()
    {
        IDataView data = LabelledData.Create(_ml, Reference.Logits, Reference.Labels);
        IDataView scored = _ml.Transforms.Softmax("Score", "Logits").Append(_ml.Transforms.RejectAbove("PredictedLabel", "Logits", maximumErrorRate: 0.2)).Fit(data).Transform(data);
        Assert.InRange(_ml.MulticlassClassification.Evaluate(scored).MicroAccuracy, 0, 1);
    }

    [Theory, InlineData(0, 0.95), InlineData(1, 0.95), InlineData(double.NaN, 0.95), InlineData(0.05, 0), InlineData(0.05, 1)]
    public void Create_WrongShare_NamesExpectedNumbers(double maximum, double confidence)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.RejectAbove("Out", maximumErrorRate: maximum, confidence: confidence));
        string parameter = maximum == 0.05 ? "confidence" : "maximumErrorRate";
        Assert.Equal(parameter, error.ParamName);
        Assert.StartsWith(
            FormattableString.Invariant($"RejectAbove: {parameter} is {(maximum == 0.05 ? confidence : maximum)}; expected a number above 0 and below 1."),
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_NullOrEmptyName_NamesTheArgument()
    {
        TransformsCatalog catalog = _ml.Transforms;
        (string Parameter, Action Call)[] calls =
        [
            ("catalog", () => RejectAboveCatalog.RejectAbove(null!, "Out")),
            ("options", () => catalog.RejectAbove((RejectAboveOptions)null!)),
            ("outputColumnName", () => catalog.RejectAbove("")),
            ("inputColumnName", () => catalog.RejectAbove("Out", " ")),
            ("options.LabelColumnName", () => catalog.RejectAbove("Out", "Logits", "")),
            ("input", () => catalog.RejectAbove("Out").Fit(null!)),
            ("inputSchema", () => catalog.RejectAbove("Out").GetOutputSchema(null!)),
        ];
        Assert.All(calls, call => Assert.Equal(call.Parameter, Assert.ThrowsAny<ArgumentException>(call.Call).ParamName));
    }

    private static float[] Tensor(float[][] positions) =>
        [.. Enumerable.Range(0, 16).Select(i => positions[i / 8 * 2 + i % 2][i % 8 / 2])];

    private RejectAboveTransformer Fit(double maximumErrorRate) => _ml.Transforms.RejectAbove("Out", "Logits", maximumErrorRate: maximumErrorRate)
        .Fit(LabelledData.Create(_ml, Reference.Logits, Reference.Labels));

    private SelectLabelEstimator Select(double minimumLogOdds) => _ml.Transforms.SelectLabel(
        new SelectLabelOptions { Columns = [new("Out", "Logits")], MinimumLogOdds = minimumLogOdds, Scores = ScoreMeaning.Logits });

    private uint[] Labels(ITransformer transformer, float[][] rows) =>
        [.. LogitsData.Values<uint>(transformer.Transform(LogitsData.Dense(_ml, rows)), "Out").Select(row => row[0])];
}
