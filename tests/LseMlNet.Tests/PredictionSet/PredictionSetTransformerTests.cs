using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.PredictionSet;

public sealed class PredictionSetTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, DecisionReference.Read().Sets.Cases.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void FitAndTransform_EachOption_EqualNumPy(int index)
    {
        ReferenceSets reference = DecisionReference.Read().Sets;
        ReferenceSetCase expected = reference.Cases[index];
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(new PredictionSetOptions
        {
            OutputColumnName = "Set",
            InputColumnName = "Logits",
            Coverage = expected.Coverage,
            Score = expected.Score,
            Randomized = expected.Randomized,
            ClassConditional = expected.ClassConditional,
            RankPenalty = expected.RankPenalty,
            UnpenalizedRanks = expected.UnpenalizedRanks,
        }).Fit(LabelledData.Create(_ml, reference.FitLogits, reference.FitLabels));

        Assert.Equal(expected.Ranks, transformer.Thresholds.Select(threshold => threshold.Rank));
        Assert.Equal(expected.RowsUsed, transformer.Thresholds.Select(threshold => threshold.RowsUsed));
        Assert.All(expected.Thresholds.Zip(transformer.Thresholds), pair => Assert.Equal(pair.First, pair.Second.Value, 1e-12));
        Assert.Equal(Array.ConvertAll(expected.Sets, set => Array.ConvertAll(set, i => (uint)i + 1)), Sets(transformer, reference.Logits));
        // The same logits as doubles.
        IDataView wide = LogitsData.Dense(_ml, Array.ConvertAll(reference.Logits, row => Array.ConvertAll(row, x => (double)x)));
        Assert.Equal(Sets(transformer, reference.Logits), LogitsData.Values<uint>(transformer.Transform(wide), "Set"));
    }

    [Fact]
    public void Properties_AfterFitAndLoad_ShowWhatIsPromised()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 19);
        options.Labels = ["a", "b", "c"];
        options.Score = PredictionSetScore.Raps;
        options.Randomized = true;
        options.RankPenalty = 0.25;
        options.UnpenalizedRanks = 1;
        PredictionSetTransformer fitted = _ml.Transforms.PredictionSet(options).Fit(data);
        ITransformer loaded = new MLContext().Model.Load(new MemoryStream(SavedPipeline.Save(_ml, fitted, data.Schema)), out _);
        foreach (PredictionSetTransformer transformer in (PredictionSetTransformer[])[fitted, (PredictionSetTransformer)loaded])
        {
            Assert.Equal((19, 0, 0.9, 0.9), (transformer.RowsUsed, transformer.RowsLeftOut, transformer.Coverage, transformer.PromisedCoverage));
            Assert.Equal((18, 19), (transformer.Thresholds.Single().Rank, transformer.Thresholds.Single().RowsUsed));
            Assert.Equal(fitted.Threshold, transformer.Thresholds.Single().Value);
            Assert.Equal(fitted.Threshold, transformer.Threshold);
            Assert.Equal(("Set", "Logits"), (transformer.OutputColumnName, transformer.InputColumnName));
            Assert.Equal((PredictionSetScore.Raps, true, 0.25, 1), (transformer.Score, transformer.Randomized, transformer.RankPenalty, transformer.UnpenalizedRanks));
            Assert.Equal(["a", "b", "c"], transformer.Labels);
            Assert.Equal((false, null), (transformer.ClassConditional, transformer.ClassAxis));
        }
    }

    [Fact]
    public void Transform_ThenMapKeyToValue_NamesTheClassesMostProbableFirst()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 5);
        IDataView named = _ml.Transforms.NameClasses("Logits", ["cat", "dog", "owl"]).Fit(data).Transform(data);
        // Five rows are too few, so that the sets contain all classes.
        var pipeline = _ml.Transforms.PredictionSet(options).Append(_ml.Transforms.Conversion.MapKeyToValue("Set"));
        IDataView result = pipeline.Fit(named).Transform(named);
        Assert.Equal(["owl", "cat", "dog"], Array.ConvertAll(LogitsData.Values<ReadOnlyMemory<char>>(result, "Set")[2], text => text.ToString()));
    }

    [Fact]
    public void PredictionEngine_RowsOfOtherSizes_ReturnsTheirSets()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 40);
        options.Score = PredictionSetScore.Aps;
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(options).Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(transformer);
        float[][] rows = [[0, 0, 9], [0, 0.1f, 0.2f], [0, 2, 2.1f], [0, 0, 9]];
        uint[][] expected = Sets(transformer, rows);
        Assert.Equal(expected, rows.Select(row => engine.Predict(new Input { Logits = row }).Set));
        Assert.Equal([1, 2, 2, 1], expected.Select(set => set.Length));
    }

    [Fact]
    public void Fit_TooFewRows_GivesFullSetsAndSaysSo()
    {
        List<string> warnings = Warnings.Of(_ml);
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 8);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(options).Fit(data);
        Assert.Equal((double.PositiveInfinity, 1, 8), (transformer.Threshold, transformer.PromisedCoverage, transformer.RowsUsed));
        Assert.Equal(
            ["PredictionSet: 8 rows are too few; every set contains all classes. A coverage of 0.9 needs 9 rows. Fit on more held-out rows, or lower Coverage."],
            warnings);
        Assert.Equal([[2, 1, 3]], Sets(transformer, [[1, 50, float.NegativeInfinity]]));

        warnings.Clear();
        options.ClassConditional = true;
        transformer = _ml.Transforms.PredictionSet(options).Fit(Fitted(rows: 28).Data);
        Assert.Equal([10, 9, 9], transformer.Thresholds.Select(threshold => threshold.RowsUsed));
        Assert.Empty(warnings);
        _ml.Transforms.PredictionSet(options).Fit(Fitted(rows: 26).Data);
        Assert.Equal(
            ["PredictionSet: there are too few rows for 1 of 3 classes, such as class 2 (counted from 0) with 8; such classes are in every set. " +
                "A coverage of 0.9 needs 9 rows of each class. Fit on more held-out rows, or lower Coverage."],
            warnings);
    }

    [Fact]
    public void Fit_RowsWithoutSoftmaxOrLabel_AreLeftOutWithWarning()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LabelledData.Create<float>(_ml, [[1, 2], [float.NaN, 1], [2, 1], [3, 1]], [0, 1, -1, 0]);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.5).Fit(data);
        Assert.Equal((2, 2), (transformer.RowsUsed, transformer.RowsLeftOut));
        Assert.Equal(
            ["PredictionSet: Fit leaves out 2 of 4 rows: 1 without a softmax in column 'Logits' (NaN, +∞ or only −∞), 1 more without a label."], warnings);
    }

    [Fact]
    public void Transform_RowWithoutSoftmax_IsEmptyCountedAndReported()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 40);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(options).Fit(data);
        List<string> warnings = Warnings.Of(_ml);
        Assert.Equal([], Sets(transformer, [[float.NaN, 1, 2], [0, 0, 50]])[0]);
        Assert.Equal(1, transformer.InvalidRowCount);
        Assert.Equal(
            ["PredictionSet: 1 of the rows read from column 'Logits' has no softmax, and its result is empty. The first found: in row 0, element 0 is NaN."],
            warnings);
    }

    [Fact]
    public void FitAndTransform_Probabilities_Warn()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] rows = [.. Enumerable.Range(0, 20).Select(i => new[] { i / 20f, 1 - i / 20f })];
        IDataView data = LabelledData.Create(_ml, rows, [.. rows.Select(row => row[0] > 0.5f ? 0 : 1)]);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet("Set", "Logits").Fit(data);
        Assert.StartsWith("PredictionSet: the rows of column 'Logits' (20 of 20) are nonnegative and sum to 1", Assert.Single(warnings), StringComparison.Ordinal);
        Sets(transformer, rows);
        Assert.Single(warnings);
        Assert.Equal(20, transformer.ProbabilityRowCount);
    }

    [Fact]
    public void Transform_ClassAxis_GivesEachPositionTheSetOfItsRow()
    {
        ReferenceSets reference = DecisionReference.Read().Sets;
        IDataView fit = LabelledData.Create(_ml, reference.FitLogits, reference.FitLabels);
        float[][] rows = [.. reference.Logits[..6]];
        rows[4] = [.. rows[4][..5], float.NaN];
        uint[][] expected = Sets(_ml.Transforms.PredictionSet("Set", "Logits", coverage: 0.8).Fit(fit), rows);

        // [classes, positions], the positions side by side.
        float[] tensor = [.. Enumerable.Range(0, 36).Select(i => rows[i % 6][i / 6])];
        VBuffer<float>[] fitTensors = [.. Enumerable.Range(0, 50).Select(first => LogitsData.Dense(
            Enumerable.Range(0, 24).Select(i => reference.FitLogits[4 * first + i % 4][i / 4]).ToArray()))];
        long[][] labels = [.. Enumerable.Range(0, 50).Select(first => reference.FitLabels[(4 * first)..(4 * first + 4)].Select(label => (long)label).ToArray())];
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(new PredictionSetOptions
        {
            OutputColumnName = "Set",
            InputColumnName = "Logits",
            LabelColumnName = "Numbers",
            Coverage = 0.8,
            ClassAxis = 0,
        }).Fit(TensorData.Create(_ml, fitTensors, [6, 4], labels, 6, [4]));
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(tensor)], [6, 2, 3]);
        IDataView result = transformer.Transform(data);

        Assert.Equal(200, transformer.RowsUsed);
        Assert.Equal("Vector<Key<UInt32, 0-5>, 6, 2, 3>", result.Schema["Set"].Type.ToString());
        uint[] keys = LogitsData.Values<uint>(result, "Set").Single();
        for (int position = 0; position < 6; position++)
        {
            uint[] found = [.. Enumerable.Range(0, 6).Select(i => keys[6 * i + position])];
            Assert.Equal([.. expected[position], .. new uint[6 - expected[position].Length]], found);
        }

        Assert.Empty(expected[4]);
        Assert.Equal(1, transformer.InvalidRowCount);
    }

    [Fact]
    public void Transform_OtherNumberOfClasses_NamesBoth()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 20);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(options).Fit(data);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(LogitsData.Dense<float>(_ml, [1, 2])));
        Assert.Equal(
            "PredictionSet: column 'Logits' has 2 classes; expected 3, as in the rows of Fit. Use the logits of the same model, or fit again. " +
            "(Parameter 'inputSchema')", error.Message);
    }

    [Fact]
    public void ConvertToOnnx_Sets_IsRefusedWithReason()
    {
        (IDataView data, PredictionSetOptions options) = Fitted(rows: 20);
        PredictionSetTransformer transformer = _ml.Transforms.PredictionSet(options).Fit(data);
        var error = Assert.Throws<NotSupportedException>(() => _ml.Model.ConvertToOnnx(transformer, data, new MemoryStream()));
        Assert.StartsWith("PredictionSet: column 'Set' cannot be written as ONNX: the sets of a batch differ in size", error.Message, StringComparison.Ordinal);
    }

    private uint[][] Sets(PredictionSetTransformer transformer, float[][] rows) =>
        LogitsData.Values<uint>(transformer.Transform(LogitsData.Dense(_ml, rows)), "Set");

    // Rows of three classes in turn; in most rows, the label has the largest logit.
    private (IDataView Data, PredictionSetOptions Options) Fitted(int rows)
    {
        float[][] logits = [.. Enumerable.Range(0, rows).Select(i => new[] { i % 3 == 0 ? 4 : 1f, i % 3 == 1 ? 4 : i % 5 * 0.5f, i % 3 == 2 ? 4 : i % 7 * 0.8f })];
        return (LabelledData.Create(_ml, logits, [.. Enumerable.Range(0, rows).Select(i => i % 3)]),
            new PredictionSetOptions { OutputColumnName = "Set", InputColumnName = "Logits" });
    }

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public uint[] Set { get; set; } = [];
    }
}
