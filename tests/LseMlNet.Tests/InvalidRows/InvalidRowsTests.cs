using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.InvalidRows;

public sealed class InvalidRowsTests
{
    private static readonly float[][] Rows =
    [
        [1, 2, 3],
        [1, float.NaN, 3],
        [1, 2, float.PositiveInfinity],
        [float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity],
        [float.NegativeInfinity, 2, 2],
    ];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Softmax_ExcludedClass_IsExactlyZero() =>
        Assert.Equal([0f, 0.5f, 0.5f], Values(Stage.Softmax, InvalidRowHandling.Propagate)[4]);

    [Fact]
    public void Propagate_ByDefault_ReturnsMathematicalResult()
    {
        Assert.Equal(InvalidRowHandling.Propagate, _ml.Transforms.Softmax("Out", "Logits").Fit(Data()).InvalidRows);
        float[] nan = [float.NaN, float.NaN, float.NaN];
        Assert.Equal([nan, nan, nan], Values(Stage.Softmax, InvalidRowHandling.Propagate)[1..4]);
        Assert.Equal([nan, nan, nan], Values(Stage.LogSoftmax, InvalidRowHandling.Propagate)[1..4]);
        Assert.Equal(
            [[float.NaN], [float.PositiveInfinity], [float.NegativeInfinity]],
            Values(Stage.LogSumExp, InvalidRowHandling.Propagate)[1..4]);
        Assert.Equal([[float.NaN], [float.NaN], [float.NaN]], Values(Stage.Entropy, InvalidRowHandling.Propagate)[1..4]);
        Assert.Equal([[float.NaN], [float.NaN], [float.NaN]], Values(Stage.Margin, InvalidRowHandling.Propagate)[1..4]);
    }

    [Theory, MemberData(nameof(Stage.OfRows), MemberType = typeof(Stage))]
    public void Zero_InvalidRows_AreZeroAndOtherRowsUnchanged(string name)
    {
        Stage stage = Stage.Named(name);
        float[][] values = Values(stage, InvalidRowHandling.Zero);

        Assert.All(values[1..4], row => Assert.Equal(new float[row.Length], row));
        Assert.Equal(stage.Compute(Rows[0]), values[0]);
        Assert.Equal(stage.Compute(Rows[4]), values[4]);
    }

    [Theory]
    [InlineData(1, "element 1 is NaN"), InlineData(2, "element 2 is +∞"), InlineData(3, "all 3 elements are −∞")]
    public void Throw_InvalidRow_NamesRowColumnAndReason(int bad, string reason)
    {
        float[][] rows = [Rows[0], Rows[4], Rows[bad]];
        List<string> warnings = Warnings.Of(_ml);
        foreach (string name in Stage.OfRows.Select(row => row.Data))
        {
            IDataView result = Transform(Stage.Named(name), InvalidRowHandling.Throw, LogitsData.Dense(_ml, rows));
            Exception error = Failure(result);
            Assert.Empty(warnings);
            Assert.Equal(
                $"{name}: column 'Logits' has a row without a softmax: in row 2, {reason}. Fix the logits, or set " +
                "LogitsOptions.InvalidRows to Propagate or Zero.",
                error.Message);
        }
    }

    [Fact]
    public void Sigmoid_RowWithNaN_IsTheOnlyInvalidRow()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] values = Values(Stage.Sigmoid, InvalidRowHandling.Propagate);
        Assert.Equal([0.7310586f, float.NaN, 0.95257413f], values[1]);
        Assert.Equal([0.7310586f, 0.8807971f, 1], values[2]);
        Assert.Equal([0, 0, 0], values[3]);
        string warning =
            "Sigmoid: 1 of the rows read from column 'Logits' contains NaN, and its result is not finite. The first found: in row 1, " +
            "element 1 is NaN.";
        Assert.Equal([warning], warnings);

        Assert.Equal([0, 0, 0], Values(Stage.Sigmoid, InvalidRowHandling.Zero)[1]);
        Assert.Equal([-0.3132617f, -0.12692801f, 0], Values(Stage.LogSigmoid, InvalidRowHandling.Zero)[2]);
        Assert.Equal(
            "LogSigmoid: column 'Logits' has a row with NaN: in row 1, element 1 is NaN. Fix the logits, or set " +
            "LogitsOptions.InvalidRows to Propagate or Zero.",
            Failure(Transform(Stage.LogSigmoid, InvalidRowHandling.Throw, Data())).Message);
    }

    [Fact]
    public void Throw_PartOfTheData_NamesRowOfAllData()
    {
        IDataView part = _ml.Data.SkipRows(LogitsData.Dense(_ml, Rows[0], Rows[4], Rows[1]), 2);
        using (DataViewRowCursor cursor = part.GetRowCursor([]))
        {
            Assert.True(cursor.MoveNext());
            Assert.Equal(0, cursor.Position);
        }
        Assert.Contains(
            " in row 2, element 1 is NaN.", Failure(Transform(Stage.Softmax, InvalidRowHandling.Throw, part)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Throw_QuotientBeyondRange_NamesReason()
    {
        IDataView data = LogitsData.Dense<float>(_ml, [3e38f, 1, 2]);
        // Differences are computed before the logits are divided, so only the log-sum-exp itself can be too large.
        IDataView softmax = Create(Stage.Softmax, InvalidRowHandling.Throw, temperature: 0.5).Fit(data).Transform(data);
        Assert.Equal([1, 0, 0], LogitsData.Values<float>(softmax, "Out")[0]);
        IDataView result = Create(Stage.LogSumExp, InvalidRowHandling.Throw, temperature: 0.5).Fit(data).Transform(data);
        Exception error = Failure(result);
        Assert.Contains(
            "has a row without a softmax: in row 0, a logit divided by the temperature exceeds the range of its type.", error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Softmax", InvalidRowHandling.Propagate, "not finite")]
    [InlineData("LogSoftmax", InvalidRowHandling.Propagate, "not finite")]
    [InlineData("LogSumExp", InvalidRowHandling.Propagate, "not finite"), InlineData("Entropy", InvalidRowHandling.Propagate, "not finite")]
    [InlineData("Margin", InvalidRowHandling.Propagate, "not finite"), InlineData("Softmax", InvalidRowHandling.Zero, "zero")]
    public void Pass_WithInvalidRows_WarnsOnceWithTheirCount(string name, InvalidRowHandling handling, string given)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView result = Transform(Stage.Named(name), handling, Data());

        string warning = $"{name}: 3 of the rows read from column 'Logits' have no softmax, and their results are {given}. The first " +
            "found: in row 1, element 1 is NaN.";
        LogitsData.Values<float>(result, "Out");
        Assert.Equal([warning], warnings);
        LogitsData.Values<float>(result, "Out");
        Assert.Equal([warning, warning], warnings);
    }

    [Theory, InlineData("Softmax", 3), InlineData("SelectLabel", 3), InlineData("TopK", 6)]
    public void InvalidRowCount_TwoPasses_IsSumOverPassesAndOutputs(string name, int perPass)
    {
        ITransformer transformer = Stage.Named(name).Create(_ml, "Out", "Logits").Fit(Data());
        Func<long> count = transformer switch
        {
            LogitsTransformer logits => () => logits.InvalidRowCount,
            SelectLabelTransformer label => () => label.InvalidRowCount,
            _ => () => ((TopKTransformer)transformer).InvalidRowCount,
        };
        Assert.Equal(0, count());
        transformer.Transform(Data()).Preview();
        Assert.Equal(perPass, count());
        transformer.Transform(Data()).Preview();
        Assert.Equal(2 * perPass, count());
    }

    [Fact]
    public void Pass_SeveralOutputs_WarnsForEach()
    {
        List<string> warnings = Warnings.Of(_ml);
        InputOutputColumnPair[] pairs = [new("A", "Logits"), new("B", "Logits")];
        IDataView result = Stage.Softmax.Create(_ml, pairs).Fit(Data()).Transform(Data());
        using (DataViewRowCursor cursor = result.GetRowCursor([result.Schema["A"], result.Schema["B"]]))
        {
            ValueGetter<VBuffer<float>> first = cursor.GetGetter<VBuffer<float>>(result.Schema["A"]),
            second = cursor.GetGetter<VBuffer<float>>(result.Schema["B"]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                first(ref value);
                second(ref value);
            }
        }
        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void Pass_RowReadTwice_IsCountedOnce()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView result = Transform(Stage.Softmax, InvalidRowHandling.Propagate, Data());
        using (DataViewRowCursor cursor = result.GetRowCursor([result.Schema["Out"]]))
        {
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(result.Schema["Out"]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                get(ref value);
                get(ref value);
            }
        }
        Assert.StartsWith("Softmax: 3 of the rows", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Pass_SharedByCursors_WarnsOnceWithSum()
    {
        List<string> warnings = Warnings.Of(_ml);
        float[][] rows = [.. Enumerable.Range(0, 20_000).Select(i => (float[])[1, i % 10 == 3 ? float.NaN : 2])];
        IDataView result = Transform(Stage.Softmax, InvalidRowHandling.Propagate, _ml.Data.Cache(LogitsData.Dense(_ml, rows)));

        DataViewRowCursor[] cursors = result.GetRowCursorSet([result.Schema["Out"]], 4);
        Parallel.ForEach(cursors, cursor =>
        {
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Out"]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                get(ref value);
            }
        });
        Array.ForEach(cursors, cursor => cursor.Dispose());

        Assert.True(cursors.Length > 1, "The data was not split, so this test shows nothing.");
        Assert.StartsWith("Softmax: 2000 of the rows", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Pass_WithoutInvalidRows_DoesNotWarn()
    {
        List<string> warnings = Warnings.Of(_ml);
        LogitsData.Values<float>(Transform(Stage.Softmax, InvalidRowHandling.Propagate,
            LogitsData.Dense<float>(_ml, [1, 2], [float.NegativeInfinity, 3])), "Out");
        Assert.Empty(warnings);
    }

    [Fact]
    public void LogSumExp_EmptyRow_IsValid()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([])], shape: null);
        Assert.Equal(
            [[float.NegativeInfinity]], LogitsData.Values<float>(Transform(Stage.LogSumExp, InvalidRowHandling.Throw, data), "Out"));
        Assert.Empty(warnings);
    }

    [Theory, InlineData("Softmax"), InlineData("LogSoftmax")]
    public void PerClass_EmptyRow_StaysEmptyAndIsValid(string name)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([]), LogitsData.Dense<float>([4])], shape: null);
        float[][] values = LogitsData.Values<float>(Transform(Stage.Named(name), InvalidRowHandling.Throw, data), "Out");
        Assert.Empty(values[0]);
        Assert.Single(values[1]);
        Assert.Empty(warnings);
    }

    [Theory, InlineData("Entropy"), InlineData("Margin")]
    public void Throw_EmptyRow_NamesReason(string name)
    {
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1]), LogitsData.Dense<float>([])], shape: null);
        Assert.Equal(
            $"{name}: column 'Logits' has a row without a softmax: in row 1, there are no elements. Fix the logits, or set " +
            "LogitsOptions.InvalidRows to Propagate or Zero.",
            Failure(Transform(Stage.Named(name), InvalidRowHandling.Throw, data)).Message);
    }

    [Theory, InlineData("Entropy"), InlineData("Margin")]
    public void Scalar_EmptyRow_IsInvalid(string name)
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Create(_ml, [LogitsData.Dense<float>([1]), LogitsData.Dense<float>([])], shape: null);
        Assert.Equal([float.NaN], LogitsData.Values<float>(Transform(Stage.Named(name), InvalidRowHandling.Propagate, data), "Out")[1]);
        Assert.Equal(
            [$"{name}: 1 of the rows read from column 'Logits' has no softmax, and its result is not finite. The first found: in " +
                "row 1, there are no elements."],
            warnings);
    }

    [Fact]
    public void Margin_OneClassLeft_IsInfiniteAndValid()
    {
        List<string> warnings = Warnings.Of(_ml);
        IDataView data = LogitsData.Dense<float>(_ml, [float.NegativeInfinity, 3]);
        Assert.Equal([[float.PositiveInfinity]], LogitsData.Values<float>(Transform(Stage.Margin, InvalidRowHandling.Throw, data), "Out"));
        Assert.Equal([[0f]], LogitsData.Values<float>(Transform(Stage.Entropy, InvalidRowHandling.Throw, data), "Out"));
        Assert.Empty(warnings);
    }

    [Theory, InlineData(InvalidRowHandling.Propagate), InlineData(InvalidRowHandling.Throw), InlineData(InvalidRowHandling.Zero)]
    public void SaveAndLoad_EachHandling_KeepsIt(InvalidRowHandling handling)
    {
        IDataView data = Data();
        byte[] pipeline = SavedPipeline.Save(_ml, Create(Stage.Softmax, handling).Fit(data), data.Schema);
        ITransformer loaded = _ml.Model.Load(new MemoryStream(pipeline), out _);
        Assert.Equal(handling, Assert.IsType<SoftmaxTransformer>(loaded).InvalidRows);
    }

    [Fact]
    public void Create_UndefinedHandling_NamesExpectedValues()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Create(Stage.Softmax, (InvalidRowHandling)9));
        Assert.Equal("Softmax: InvalidRows is 9; expected one of Propagate, Throw, Zero. (Parameter 'invalidRows')", error.Message);
    }

    private IDataView Data() => LogitsData.Dense(_ml, Rows);

    private float[][] Values(Stage stage, InvalidRowHandling handling) =>
        LogitsData.Values<float>(Transform(stage, handling, Data()), "Out");

    private IDataView Transform(Stage stage, InvalidRowHandling handling, IDataView data) =>
        Create(stage, handling).Fit(data).Transform(data);

    private IEstimator<ITransformer> Create(Stage stage, InvalidRowHandling handling, double temperature = 1)
    {
        InputOutputColumnPair[] columns = [new("Out", "Logits")];
        return stage.Name switch
        {
            "Softmax" =>
                _ml.Transforms.Softmax(new SoftmaxOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            "LogSoftmax" =>
                _ml.Transforms.LogSoftmax(new LogSoftmaxOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            "Entropy" =>
                _ml.Transforms.Entropy(new EntropyOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            "Margin" => _ml.Transforms.Margin(new MarginOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            "Sigmoid" =>
                _ml.Transforms.Sigmoid(new SigmoidOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            "LogSigmoid" =>
                _ml.Transforms.LogSigmoid(new LogSigmoidOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
            _ => _ml.Transforms.LogSumExp(new LogSumExpOptions { Columns = columns, InvalidRows = handling, Temperature = temperature }),
        };
    }

    // ML.NET computes the rows on other threads and wraps their exceptions in its own.
    private static InvalidOperationException Failure(IDataView data) => Assert.IsType<InvalidOperationException>(
        Assert.ThrowsAny<Exception>(() => LogitsData.Values<float>(data, "Out")).GetBaseException());
}
