using LseMlNet.ModelLoader;
using LseMlNet.Tests.Contract;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.TopK;

public sealed class TopKTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Theory, InlineData(1), InlineData(3), InlineData(6)]
    public void Transform_AnnotatedProbabilities_ReturnsHighestFirst(int k)
    {
        float[][] rows = RandomRows.CreateSingle(100, 6, seed: 81);
        IDataView data = LogitsData.Dense(_ml, rows);
        IDataView result = _ml.Transforms.Softmax("All", "Logits").Append(
            _ml.Transforms.TopK("Labels", "Probabilities", "All", k)).Fit(data).Transform(data);

        float[][] all = Array.ConvertAll(rows, Stage.Softmax.Compute);
        int[][] order = Array.ConvertAll(all, row => Enumerable.Range(0, 6).OrderByDescending(i => row[i]).Take(k).ToArray());
        Assert.Equal(order.Select(indices => Array.ConvertAll(indices, i => (uint)i + 1)), LogitsData.Values<uint>(result, "Labels"));
        Assert.Equal(
            all.Zip(order, (row, indices) => Array.ConvertAll(indices, i => row[i])), LogitsData.Values<float>(result, "Probabilities"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Transform_Logits_ReturnsTheirSoftmax(bool isSparse)
    {
        double[][] rows = RandomRows.Create(100, 6, seed: 82);
        IDataView data = LogitsData.Create(
            _ml, Array.ConvertAll<double[], VBuffer<double>>(rows, isSparse ? LogitsData.Sparse : LogitsData.Dense), [6]);
        IDataView result = Transform(data, 4, ScoreMeaning.Logits);

        uint[][] labels = LogitsData.Values<uint>(result, "Labels");
        double[][] probabilities = LogitsData.Values<double>(result, "Probabilities");
        for (int i = 0; i < rows.Length; i++)
        {
            int[] order = [.. Enumerable.Range(0, 6).OrderByDescending(j => rows[i][j]).Take(4)];
            double[] softmax = Stage.Softmax.Compute(rows[i]);
            Assert.Equal(Array.ConvertAll(order, j => (uint)j + 1), labels[i]);
            Assert.Equal(Array.ConvertAll(order, j => softmax[j]), probabilities[i]);
        }
    }

    [Fact]
    public void Transform_TiesAndExcludedClasses_AreInOrderOfIndex()
    {
        IDataView result = Transform(
            LogitsData.Dense<float>(_ml, [float.NegativeInfinity, 0, float.NegativeInfinity, 0]), 3, ScoreMeaning.Logits);
        Assert.Equal([[2u, 4u, 1u]], LogitsData.Values<uint>(result, "Labels"));
        Assert.Equal([[0.5f, 0.5f, 0f]], LogitsData.Values<float>(result, "Probabilities"));
    }

    [Fact]
    public void Transform_RowWithoutSoftmax_ReturnsMissingKeysAndNaN()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView result = Transform(LogitsData.Dense<float>(_ml, [1, 2, 3], [1, 2, float.NaN]), 2, ScoreMeaning.Logits);

        Assert.Equal([[3u, 2u], [0u, 0u]], LogitsData.Values<uint>(result, "Labels"));
        Assert.Equal(["TopK: 1 of the rows read from column 'Logits' has no softmax, and its result is missing. The first found: " +
            "in row 1, element 2 is NaN."], warnings);
        Assert.Equal([float.NaN, float.NaN], LogitsData.Values<float>(result, "Probabilities")[1]);
        Assert.Equal("TopK: 1 of the rows read from column 'Logits' has no softmax, and its result is NaN. The first found: in row " +
            "1, element 2 is NaN.", warnings[1]);
    }

    [Fact]
    public void Transform_Labels_HaveTypeAndValues()
    {
        IDataView result = _ml.Transforms.TopK(Options(2, ScoreMeaning.Logits, ["cat", "dog", "owl"])).Append(
            _ml.Transforms.Conversion.MapKeyToValue("Texts", "Labels"))
            .Fit(Three()).Transform(Three());

        Assert.Equal("column Labels: Vector<Key<UInt32, 0-2>, 2>\n  annotation KeyValues: Vector<String, 3> = [3] \"cat\" \"dog\" " +
            "\"owl\"\n",
            DataViewText.Of(result.Schema["Labels"]), ignoreLineEndingDifferences: true);
        Assert.Equal("column Probabilities: Vector<Single, 2>\n", DataViewText.Of(result.Schema["Probabilities"]),
            ignoreLineEndingDifferences: true);
        Assert.Equal([["owl", "dog"]], result.GetColumn<string[]>("Texts"));
    }

    [Fact]
    public void Predict_Pipeline_ReturnsTextsAndProbabilities()
    {
        ITransformer model = _ml.Transforms.NameClasses("Logits", ["cat", "dog", "owl"]).Append(_ml.Transforms.Softmax("All", "Logits"))
            .Append(_ml.Transforms.TopK("Labels", "Probabilities", "All", k: 2)).Append(
                _ml.Transforms.Conversion.MapKeyToValue("Labels")).Fit(Three());
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);

        Output output = engine.Predict(new Input { Logits = [7, 7, float.NegativeInfinity] });

        Assert.Equal(["cat", "dog"], output.Labels);
        Assert.Equal([0.5f, 0.5f], output.Probabilities);
    }

    [Fact]
    public void SaveAndLoad_Settings_AreKept()
    {
        TopKTransformer transformer = _ml.Transforms.TopK(Options(2, ScoreMeaning.Logits, ["cat", "dog", "owl"])).Fit(Three());
        var loaded = Assert.IsType<TopKTransformer>(
            _ml.Model.Load(new MemoryStream(SavedPipeline.Save(_ml, transformer, Three().Schema)), out _));

        Assert.Equal(("Labels", "Probabilities", "Logits", 2, ScoreMeaning.Logits),
            (loaded.LabelColumnName, loaded.ProbabilityColumnName, loaded.InputColumnName, loaded.K, loaded.Scores));
        Assert.Equal(["cat", "dog", "owl"], loaded.Labels);
        DataViewAssert.Same(transformer.Transform(Three()), loaded.Transform(Three()));
    }

    [Fact]
    public void GetOutputSchema_BothColumns_EqualsTransformedData()
    {
        TopKEstimator estimator = _ml.Transforms.TopK(Options(2, ScoreMeaning.Logits, null));
        SchemaShapeAssert.Promised(
            estimator.GetOutputSchema(SchemaShapes.Of(Three().Schema)), estimator.Fit(Three()).Transform(Three()).Schema);
    }

    [Fact]
    public void Fit_KGreaterThanClassCount_NamesBothNumbers() => AssertError<ArgumentOutOfRangeException>("inputSchema",
        "TopK: k is 4, but column 'Logits' has 3 classes; expected a k from 1 to 3. Ask for fewer labels.",
        () => _ml.Transforms.TopK(Options(4, ScoreMeaning.Logits, null)).Fit(Three()));

    [Fact]
    public void Fit_WrongLabelCount_NamesBothNumbers() => AssertError<ArgumentOutOfRangeException>("inputSchema",
        "TopK: 2 class names were given for column 'Logits', which has 3 classes; expected as many names as classes. Pass one for each " +
        "class, in the order of the classes.",
        () => _ml.Transforms.TopK(Options(2, ScoreMeaning.Logits, ["cat", "dog"])).Fit(Three()));

    [Fact]
    public void Fit_UnannotatedColumn_Throws() => AssertError<ArgumentOutOfRangeException>("inputSchema",
        "TopK: input column 'Logits' has no annotation that says what it holds; expected probabilities, marked by the annotation " +
        "ScoreValueKind. Use the output of Softmax, "
        + "or set Scores in TopKOptions to what the column holds: ScoreMeaning.Logits or ScoreMeaning.Probabilities.",
        () => _ml.Transforms.TopK("Labels", "Probabilities", "Logits", 2).Fit(Three()));

    [Fact]
    public void Create_WrongArgument_NamesExpectedValue()
    {
        AssertError<ArgumentOutOfRangeException>("k", "TopK: k is 0; expected 1 or more. Pass the number of labels to list.",
            () => _ml.Transforms.TopK("A", "B", "C", 0));
        AssertError<ArgumentException>("probabilityColumnName",
            "TopK: 'A' is the name of both outputs, labels and probabilities; expected two different names. Rename one of them.",
            () => _ml.Transforms.TopK("A", "A", "C", 1));
        AssertError<ArgumentOutOfRangeException>("scores", "TopK: Scores is 9; expected one of FromAnnotation, Logits, Probabilities.",
            () => _ml.Transforms.TopK(Options(1, (ScoreMeaning)9, null)));
        Assert.Equal("labelColumnName", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.TopK(null!, "B", "C", 1)).ParamName);
        Assert.Equal("probabilityColumnName", Assert.Throws<ArgumentException>(() => _ml.Transforms.TopK("A", "", "C", 1)).ParamName);
        Assert.Equal("inputColumnName", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.TopK("A", "B", null!, 1)).ParamName);
        Assert.Equal("options", Assert.Throws<ArgumentNullException>(() => _ml.Transforms.TopK(null!)).ParamName);
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => TopKCatalog.TopK(null!, "A", "B", "C", 1)).ParamName);
    }

    private static void AssertError<TException>(string parameter, string message, Action use)
        where TException : ArgumentException
    {
        TException error = Assert.Throws<TException>(use);
        Assert.Equal((parameter, $"{message} (Parameter '{parameter}')"), (error.ParamName, error.Message));
    }

    private IDataView Three() => LogitsData.Dense<float>(_ml, [1, 2, 3]);

    private IDataView Transform(IDataView data, int k, ScoreMeaning scores) =>
        _ml.Transforms.TopK(Options(k, scores, null)).Fit(data).Transform(data);

    private static TopKOptions Options(int k, ScoreMeaning scores, string[]? labels) =>
        new()
        {
            LabelColumnName = "Labels",
            ProbabilityColumnName = "Probabilities",
            InputColumnName = "Logits",
            K = k,
            Scores = scores,
            Labels = labels,
        };

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public string[] Labels { get; set; } = [];

        public float[] Probabilities { get; set; } = [];
    }
}
