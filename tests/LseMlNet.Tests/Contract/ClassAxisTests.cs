using System.Numerics;
using LseMlNet.ModelLoader;
using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using LogitsFunctions = LseMlNet.Numerics.Logits;

namespace LseMlNet.Tests.Contract;

/// <summary>Along a class axis, each position is a row: the results are those of PyTorch, and of the functions of single rows.</summary>
public sealed class ClassAxisTests
{
    private readonly MLContext _ml = new(seed: 1);

    public static TheoryData<int> References => AxisReference.All;

    [Theory, MemberData(nameof(References))]
    public void Transform_AlongAxis_EqualsPyTorch(int reference)
    {
        AxisReference tensor = AxisReference.Numbered(reference);
        foreach (int axis in (int[])[tensor.Axis, tensor.Axis - tensor.Shape.Length])
        {
            foreach (Func<double[], VBuffer<double>> form in (Func<double[], VBuffer<double>>[])[LogitsData.Dense, LogitsData.Sparse])
            {
                AssertEqual(tensor.Softmax, Transform(tensor, "Softmax", axis, form(tensor.Logits), tensor.Shape), 1e-13);
                AssertEqual(tensor.LogSoftmax, Transform(tensor, "LogSoftmax", axis, form(tensor.Logits), tensor.Shape), 1e-13);
                AssertEqual(tensor.LogSumExp, Transform(tensor, "LogSumExp", axis, form(tensor.Logits), tensor.PositionShape), 1e-13);
            }

            float[] single = Array.ConvertAll(tensor.Logits, x => (float)x);
            foreach (Func<float[], VBuffer<float>> form in (Func<float[], VBuffer<float>>[])[LogitsData.Dense, LogitsData.Sparse])
            {
                AssertEqual(tensor.Softmax, Transform(tensor, "Softmax", axis, form(single), tensor.Shape), 1e-6);
                AssertEqual(tensor.LogSoftmax, Transform(tensor, "LogSoftmax", axis, form(single), tensor.Shape), 1e-6);
                AssertEqual(tensor.LogSumExp, Transform(tensor, "LogSumExp", axis, form(single), tensor.PositionShape), 1e-6);
            }
        }
    }

    [Theory, MemberData(nameof(References))]
    public void EntropyMarginAndLabels_AlongAxis_EqualRowsOfClasses(int reference)
    {
        AxisReference tensor = AxisReference.Numbered(reference);
        double[][] rows = Positions(tensor);
        VBuffer<double> logits = LogitsData.Dense(tensor.Logits);
        AssertEqual(
            [.. rows.Select(row => LogitsFunctions.Entropy(row))], Transform(tensor, "Entropy", tensor.Axis, logits, tensor.PositionShape),
            1e-14);
        AssertEqual(
            [.. rows.Select(row => LogitsFunctions.Margin(row))], Transform(tensor, "Margin", tensor.Axis, logits, tensor.PositionShape),
            1e-14);

        IDataView data = LogitsData.Create(_ml, [logits], tensor.Shape);
        string[] names = [.. Enumerable.Range(0, tensor.Shape[tensor.Axis]).Select(i => $"class {i}")];
        IDataView result = _ml.Transforms.NameClasses("Logits", names, classAxis: tensor.Axis)
            .Append(_ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = [new("Label", "Logits")], ClassAxis = tensor.Axis }))
            .Append(_ml.Transforms.TopK(new TopKOptions
            {
                LabelColumnName = "Top",
                ProbabilityColumnName = "P",
                InputColumnName = "Logits",
                K = 2,
                Scores = ScoreMeaning.Logits,
                ClassAxis = tensor.Axis,
            }))
            .Append(_ml.Transforms.Conversion.MapKeyToValue([new("Text", "Label"), new("TopText", "Top")])).Fit(data).Transform(data);

        int[] best = Array.ConvertAll(rows, row => LogitsFunctions.ArgMax(row));
        Assert.Equal(tensor.PositionShape, ((VectorDataViewType)result.Schema["Label"].Type).Dimensions);
        Assert.Equal(
            best.Select(index => names[index]),
            result.GetColumn<VBuffer<ReadOnlyMemory<char>>>("Text").Single().DenseValues().Select(text => text.ToString()));

        // k takes the place of the classes.
        int[] shape = [.. tensor.Shape.Select((size, i) => i == tensor.Axis ? 2 : size)];
        Assert.Equal(shape, ((VectorDataViewType)result.Schema["P"].Type).Dimensions);
        AxisReference top = tensor with { Shape = shape, Logits = [.. result.GetColumn<VBuffer<double>>("P").Single().DenseValues()] };
        Assert.All(rows.Zip(Positions(top)), pair =>
        {
            double[] probabilities = new double[pair.First.Length];
            LogitsFunctions.Softmax(pair.First, probabilities);
            AssertEqual([.. probabilities.OrderDescending().Take(2)], pair.Second, 1e-14);
        });
        string[] topNames = [.. result.GetColumn<VBuffer<ReadOnlyMemory<char>>>("TopText").Single().DenseValues()
            .Select(text => text.ToString())];
        int inner = shape[(tensor.Axis + 1)..].Aggregate(1, (product, size) => product * size);
        Assert.Equal(
            best.Select(index => names[index]), best.Select((_, position) => topNames[position / inner * 2 * inner + position % inner]));
    }

    [Theory, MemberData(nameof(References))]
    public void EvaluateLogits_AlongAxis_EqualsPyTorch(int reference)
    {
        AxisReference tensor = AxisReference.Numbered(reference);
        int positions = tensor.Labels.Length, used = tensor.Labels.Count(label => label >= 0);
        foreach (int[] labelShape in (int[][])[tensor.PositionShape, [positions], [1, .. tensor.PositionShape]])
        {
            IDataView data = Labelled(tensor, labelShape);
            foreach (string labels in (string[])["Keys", "Numbers"])
            {
                LogitsMetrics metrics = _ml.MulticlassClassification.EvaluateLogits(
                    data, new LogitsMetricsOptions { LabelColumnName = labels, ClassAxis = tensor.Axis });
                Assert.Equal((2 * positions, 2 * used), (metrics.RowCount, metrics.EvaluatedRowCount));
                Assert.Equal(2 * (positions - used), metrics.MissingLabelCount);
                Assert.Equal(tensor.LossSum / used, metrics.LogLoss, 1e-13 * Math.Max(1, metrics.LogLoss));
                TemperatureScalingTransformer scaling = _ml.Transforms.TemperatureScaling(new TemperatureScalingOptions
                {
                    OutputColumnName = "Scaled",
                    InputColumnName = "Logits",
                    LabelColumnName = labels,
                    ClassAxis = tensor.Axis,
                }).Fit(data);
                Assert.Equal(2 * used, scaling.RowsUsed);
                Assert.Equal(tensor.LossSum / used, scaling.NegativeLogLikelihoodBefore, 1e-12);
                Assert.Equal(tensor.Shape, ((VectorDataViewType)scaling.GetOutputSchema(data.Schema)["Scaled"].Type).Dimensions);
            }
        }
    }

    [Theory]
    [InlineData("Softmax"), InlineData("LogSoftmax"), InlineData("LogSumExp"), InlineData("Entropy"), InlineData("Margin")]
    [InlineData("SelectLabel"), InlineData("TopK"), InlineData("NameClasses")]
    public void SaveAndLoad_AlongAxis_ReturnsTheSameSchemaAndBits(string stage)
    {
        IDataView data = Tensors<float>();
        IEstimator<ITransformer> estimator = Create(stage, "Out", -3);
        ITransformer transformer = estimator.Fit(data);
        ITransformer loaded = new MLContext().Model.Load(new MemoryStream(SavedPipeline.Save(_ml, transformer, data.Schema)), out _);

        Assert.Equal(-3, loaded.GetType().GetProperty("ClassAxis")!.GetValue(loaded));
        DataViewAssert.Same(transformer.Transform(data), loaded.Transform(data));
        SchemaShapeAssert.Promised(estimator.GetOutputSchema(SchemaShapes.Of(data.Schema)), transformer.Transform(data).Schema);

        // A parallel pass computes the same rows.
        IDataView result = transformer.Transform(_ml.Data.Cache(data));
        var rows = new HashSet<string>();
        Parallel.ForEach(result.GetRowCursorSet([result.Schema["Out"]], 4), cursor =>
        {
            Func<string> read = DataViewText.Reader(cursor, cursor.Schema["Out"]);
            while (cursor.MoveNext())
            {
                string row = read();
                lock (rows)
                {
                    rows.Add(row);
                }
            }

            cursor.Dispose();
        });
        Assert.True(rows.SetEquals(DataViewText.Values(result, result.Schema["Out"])));
    }

    [Fact]
    public void Annotations_AlongAxis_MarkProbabilitiesButNotAPrediction()
    {
        IDataView data = Tensors<float>();
        DataViewSchema schema = _ml.Transforms.NameClasses("Logits", ["a", "b", "c", "d"], classAxis: 0)
            .Append(Create("Softmax", "Out", 0))
            .Append(_ml.Transforms.SelectLabel(new SelectLabelOptions
            {
                Columns = [new("Label", "Out")],
                ClassAxis = 0,
                MinimumProbability = 0.5f,
            }))
            .Fit(data).GetOutputSchema(data.Schema);
        Assert.Equal(
            ["ScoreValueKind", "TrainingLabelValues"],
            schema["Out"].Annotations.Schema.Select(column => column.Name).Order(StringComparer.Ordinal));
        Assert.Equal("KeyValues", Assert.Single(schema["Label"].Annotations.Schema).Name);
    }

    [Theory, InlineData(0f), InlineData(0.6f)]
    public void SelectLabel_MinimumProbabilityAndInvalidPositions_GiveMissingKeys(float minimum)
    {
        // Positions: (0, 9), equal, NaN, (5, −∞).
        float[] tensor = [0, 1, float.NaN, 5, 9, 1, 0, float.NegativeInfinity];
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(tensor)], [2, 4]);
        SelectLabelTransformer transformer = _ml.Transforms.SelectLabel(new SelectLabelOptions
        {
            Columns = [new("Out", "Logits")],
            ClassAxis = 0,
            MinimumProbability = minimum,
            Scores = ScoreMeaning.Logits,
        }).Fit(data);
        Assert.Equal([2u, minimum == 0 ? 1u : 0u, 0u, 1u], LogitsData.Values<uint>(transformer.Transform(data), "Out")[0]);
        Assert.Equal(1, transformer.InvalidRowCount);
        Assert.Equal(
            ["SelectLabel: 1 of the rows read from column 'Logits' has no softmax, and its result is missing. The first found: in row 0, " +
                "at position [2], element 0 is NaN."],
            warnings);
    }

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax"), InlineData("LogSumExp"), InlineData("Entropy"), InlineData("Margin")]
    public void InvalidRows_AlongAxis_ArePositions(string stage)
    {
        float[] tensor = [1, float.NaN, 2, 3, 1, 1, 2, float.PositiveInfinity];
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense(tensor), LogitsData.Dense(new float[8])], [2, 2, 2]);
        foreach (InvalidRowHandling handling in (InvalidRowHandling[])[InvalidRowHandling.Propagate, InvalidRowHandling.Zero])
        {
            var transformer = (LogitsTransformer)Create(stage, "Out", 1, handling).Fit(data);
            float[] values = LogitsData.Values<float>(transformer.Transform(data), "Out")[0];
            // Positions in the order [outer, inner]: (1, 2), (NaN, 3), (1, 2), (1, ∞).
            bool[] isBad = values.Length == 8 ? [false, true, false, true, false, true, false, true] : [false, true, false, true];
            Assert.All(values.Zip(isBad), pair => Assert.Equal(
                pair.Second, handling == InvalidRowHandling.Zero ? pair.First == 0 : !float.IsFinite(pair.First)));
            Assert.Equal(2, transformer.InvalidRowCount);
        }

        IDataView thrown = Create(stage, "Out", 1, InvalidRowHandling.Throw).Fit(data).Transform(data);
        Exception error = Assert.ThrowsAny<Exception>(() => LogitsData.Values<float>(thrown, "Out")).GetBaseException();
        Assert.StartsWith(
            $"{stage}: column 'Logits' has a row without a softmax: in row 0, at position [0, 1], element 0 is NaN.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_AlongAxis_AllocatesNoMoreThanCopyColumns()
    {
        IDataView data = _ml.Data.LoadFromEnumerable<Input>([]);
        ITransformer model = _ml.Transforms.Softmax(new SoftmaxOptions { Columns = [new("Out", "Logits")], ClassAxis = 0 }).Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);
        var input = new Input { Logits = [1, 2, 3, 1, 2, 5] };
        var output = new Output();
        engine.Predict(input, ref output);
        float half = 0.5f, low = 1 / (1 + MathF.Exp(2));
        AssertEqual([half, half, low, half, half, 1 - low], output.Out, 1e-7);

        long expected = Allocated(_ml.Transforms.CopyColumns("Out", "Logits").Fit(data)), found = Allocated(model);
        Assert.True(found <= expected, $"{found:N0} bytes for 1,000 rows, CopyColumns {expected:N0}");
    }

    private long Allocated(ITransformer model)
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);
        var input = new Input { Logits = [1, 2, 3, 1, 2, 5] };
        var output = new Output();
        engine.Predict(input, ref output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            engine.Predict(input, ref output);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void AssertEqual<T>(double[] expected, T[] actual, double tolerance)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair =>
        {
            double found = double.CreateTruncating(pair.Second);
            Assert.True(
                pair.First.Equals(found) || Math.Abs(pair.First - found) <= tolerance * Math.Max(1, Math.Abs(pair.First)),
                $"{pair.First:R} {found:R}");
        });
    }

    private static double[][] Positions(AxisReference tensor)
    {
        int classes = tensor.Shape[tensor.Axis], inner = tensor.Shape[(tensor.Axis + 1)..].Aggregate(1, (product, size) => product * size);
        return [.. Enumerable.Range(0, tensor.Logits.Length / classes).Select(position => Enumerable.Range(0, classes)
            .Select(i => tensor.Logits[(position / inner * classes + i) * inner + position % inner]).ToArray())];
    }

    private IDataView Labelled(AxisReference tensor, int[] labelShape)
    {
        VBuffer<double> logits = LogitsData.Dense(tensor.Logits);
        return TensorData.Create(
            _ml, [logits, logits], tensor.Shape, [tensor.Labels, tensor.Labels], tensor.Shape[tensor.Axis], labelShape);
    }

    private IDataView Tensors<T>()
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[][] rows = Array.ConvertAll(
            RandomRows.Create(20, 4 * 6, seed: 93), row => Array.ConvertAll(row, x => T.CreateTruncating(Math.Clamp(x, -1e3, 1e3))));
        return LogitsData.Create(_ml, Array.ConvertAll(rows, LogitsData.Dense), [4, 2, 3]);
    }

    private T[] Transform<T>(AxisReference tensor, string stage, int axis, VBuffer<T> logits, int[] shape)
    {
        IDataView data = LogitsData.Create(_ml, [logits], tensor.Shape);
        IDataView result = Create(stage, "Out", axis).Fit(data).Transform(data);
        Assert.Equal(shape, ((VectorDataViewType)result.Schema["Out"].Type).Dimensions);
        return LogitsData.Values<T>(result, "Out")[0];
    }

    private IEstimator<ITransformer> Create(
        string stage, string output, int axis, InvalidRowHandling invalidRows = InvalidRowHandling.Propagate)
    {
        InputOutputColumnPair[] columns = [new(output, "Logits")];
        return stage switch
        {
            "Softmax" => _ml.Transforms.Softmax(new SoftmaxOptions { Columns = columns, ClassAxis = axis, InvalidRows = invalidRows }),
            "LogSoftmax" =>
                _ml.Transforms.LogSoftmax(new LogSoftmaxOptions { Columns = columns, ClassAxis = axis, InvalidRows = invalidRows }),
            "LogSumExp" =>
                _ml.Transforms.LogSumExp(new LogSumExpOptions { Columns = columns, ClassAxis = axis, InvalidRows = invalidRows }),
            "Entropy" => _ml.Transforms.Entropy(new EntropyOptions { Columns = columns, ClassAxis = axis, InvalidRows = invalidRows }),
            "Margin" => _ml.Transforms.Margin(new MarginOptions { Columns = columns, ClassAxis = axis, InvalidRows = invalidRows }),
            "SelectLabel" => _ml.Transforms.SelectLabel(new SelectLabelOptions { Columns = columns, ClassAxis = axis }),
            "TopK" => _ml.Transforms.TopK(new TopKOptions
            {
                LabelColumnName = output,
                ProbabilityColumnName = "P",
                InputColumnName = "Logits",
                K = 2,
                Scores = ScoreMeaning.Logits,
                ClassAxis = axis,
            }),
            _ => _ml.Transforms.NameClasses(output, ["a", "b", "c", "d"], "Logits", classAxis: axis),
        };
    }

    private sealed class Input
    {
        [VectorType(2, 3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Out { get; set; } = new float[6];
    }
}
