using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>What the stage computes for each row, and when it fails.</summary>
public class OnnxScoringTransformerTests
{
    // Returns the distinct elements of a row in ascending order, however many there are.
    private static readonly byte[] DistinctElements = Model([Tensor("x", Float32, "batch", 4)], [Tensor("y", Float32, 1, "n")],
        Node("Unique", "x", "u"), Node("Unsqueeze", "u", "y", ("axes", new[] { 0 })));

    // No column is fed to the input "mask", so every run fails.
    private static readonly byte[] Failing = Model([Tensor("x", Float32, "batch", 2), Tensor("mask", Float32, "batch", 2)],
        [Tensor("y", Float32, "batch", 2)],
        Node("Add", "x,mask", "y"));

    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(Float32, Float32)]
    [InlineData(Float32, Float64)]
    [InlineData(Float64, Float32)]
    [InlineData(Float64, Float64)]
    public void Transform_SingleAndDouble_KeepsTheType(int input, int output)
    {
        byte[] model = Model([Tensor("x", input, "batch", 3)], [Tensor("y", output, "batch", 3)], Node("Cast", "x", "y", ("to", output)));
        IDataView data = input == Float32 ? Rows.Of<float>(_ml, [1f, -2, 0.1f], [4f, 5, 6]) : Rows.Of<double>(_ml, [1, -2, 0.1], [4, 5, 6]);

        IDataView scored = Transform(model, data);

        if (output == Float32)
        {
            Assert.Equal([[1f, -2, 0.1f], [4, 5, 6]], Rows.Values<float>(scored, "Y"));
        }
        else
        {
            Assert.Equal([[1, -2, input == Float32 ? 0.1f : 0.1], [4, 5, 6]], Rows.Values<double>(scored, "Y"));
        }
    }

    [Fact]
    public void Transform_ScoresReadByTwoStages_RunsTheModelOncePerRow()
    {
        int reads = 0;
        IDataView data = _ml.Transforms.CustomMapping<Numbered, Counted>((row, counted) =>
        {
            Interlocked.Increment(ref reads);
            counted.X = [row.Number, 1];
        }, null).Fit(Numbers()).Transform(Numbers());
        IDataView scored = _ml.Transforms.CopyColumns("Again", "Y").Fit(Transform(Identity("batch", 2), data))
            .Transform(Transform(Identity("batch", 2), data));

        using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["Y"], scored.Schema["Again"]]);
        ValueGetter<VBuffer<float>> first = cursor.GetGetter<VBuffer<float>>(scored.Schema["Y"]),
            second = cursor.GetGetter<VBuffer<float>>(scored.Schema["Again"]);
        VBuffer<float> one = default, other = default;
        for (int i = 0; i < 5; i++)
        {
            Assert.True(cursor.MoveNext());
            first(ref one);
            second(ref other);
            Assert.Equal([i, 1f], one.DenseValues());
            Assert.Equal([i, 1f], other.DenseValues());
        }
        Assert.Equal(5, reads);

        IDataView Numbers() => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5).Select(i => new Numbered { Number = i }));
    }

    [Fact]
    public void Transform_SparseRowsAmongDense_ScoresThemLikeDenseRows()
    {
        IDataView data = Rows.Of(_ml, 4, new VBuffer<float>(4, [1, 2, 3, 4]), new VBuffer<float>(4, 1, [5], [2]),
            new VBuffer<float>(4, 0, [], []));

        Assert.Equal([[-1, -2, -3, -4], [0, 0, -5, 0], [0, 0, 0, 0]], Rows.Values<float>(Transform(Negation(4), data), "Y"));
    }

    [Fact]
    public void Transform_UnknownSize_ChecksEachRow()
    {
        IDataView data = Rows.Of(_ml, null, new VBuffer<float>(2, [1, 2]), new VBuffer<float>(3, [1, 2, 3]));
        using OnnxScoringTransformer transformer = Fit(Negation(2), data);
        using var row = new ScoredRow(transformer, data);

        row.MoveNext();
        Assert.Equal([-1, -2], row.Get());

        row.MoveNext();
        Assert.Equal("ScoreOnnxModel: model input 'x' expects [batch,2] = 2 elements per row, but column 'X' has 3. " +
            "Convert each row to that size earlier in the pipeline, or filter such rows out.",
            Assert.Throws<InvalidOperationException>(() => row.Get()).Message);
    }

    [Fact]
    public void Transform_OutputOfUnknownSize_HasTheSizeOfEachRow()
    {
        IDataView data = Rows.Of<float>(_ml, [7f, 7, 7, 7], [4f, 3, 2, 1], [2f, 2, 1, 1]);

        Assert.Equal([[7f], [1f, 2, 3, 4], [1f, 2]], Rows.Values<float>(Transform(DistinctElements, data), "Y"));
    }

    [Fact]
    public void Transform_OutputShapeOtherThanStated_QuotesTheStatedShape()
    {
        // The only dimension looks like the batch axis, but has another meaning.
        byte[] model = Model("Unique", Tensor("x", Float32, "batch", 2), Tensor("y", Float32, "n"));

        string message = FailingRow(model, Rows.Of<float>(_ml, [1f, 2]));

        Assert.StartsWith("ScoreOnnxModel: ONNX Runtime could not score a row of column 'X': [ErrorCode:InvalidArgument] ", message,
            StringComparison.Ordinal);
        Assert.EndsWith(" Check that, for one row, model output 'y' has the shape that the model states, [n].", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_ModelRequiresAnotherInput_NamesIt()
    {
        string message = FailingRow(Failing, Rows.Of<float>(_ml, [1f, 2]));

        Assert.StartsWith("ScoreOnnxModel: ONNX Runtime could not score a row of column 'X': [ErrorCode:Fail] ", message,
            StringComparison.Ordinal);
        Assert.EndsWith(" The model has inputs that this stage does not feed: 'mask'. Add their columns to AdditionalInputs, or export " +
            "the model without them.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OutputNotRead_DoesNotRunTheModel()
    {
        IDataView scored = Transform(Failing, Rows.Of<float>(_ml, [1f, 2], [3f, 4]));

        Assert.Equal([[1f, 2], [3f, 4]], Rows.Values<float>(scored, "X"));
    }

    [Fact]
    public void Transform_ValueOfEarlierRow_DoesNotChangeWhenTheNextRowIsScored()
    {
        IDataView data = Rows.Of<float>(_ml, [1f, 2], [3f, 4]);
        using OnnxScoringTransformer transformer = Fit(Negation(2), data);
        using var row = new ScoredRow(transformer, data);
        VBuffer<float> first = default;
        VBuffer<float> second = default;

        row.MoveNext();
        row.Get(ref first);
        row.MoveNext();
        row.Get(ref second);

        Assert.Equal([-1, -2], first.DenseValues());
        Assert.Equal([-3, -4], second.DenseValues());
    }

    [Fact]
    public void Transform_ManyCursorsAtOnce_EachReturnsItsOwnRows()
    {
        float[][] rows = Rows.Pictures(50, seed: 1);
        float[][] expected = Array.ConvertAll(rows, row => Array.ConvertAll(row, x => -x));
        IDataView scored = Transform(Negation(784), Rows.Of(_ml, rows));

        Parallel.For(0, 8, _ => Assert.Equal(expected, Rows.Values<float>(scored, "Y")));
    }

    [Fact]
    public void Transform_NextRow_AllocatesNothing()
    {
        // The model scores every row; the rows themselves are created beforehand.
        const int rows = 200, warmUp = 20;
        IDataView data = _ml.Data.Cache(Rows.Of(_ml, Rows.Pictures(rows, seed: 2)));
        using OnnxScoringTransformer transformer = Fit(Negation(784), data);
        using (DataViewRowCursor all = data.GetRowCursor(data.Schema))
        {
            while (all.MoveNext())
            {
            }
        }
        using var row = new ScoredRow(transformer, data);
        VBuffer<float> value = default;
        long before = 0;
        for (int i = 0; i < rows; i++)
        {
            if (i == warmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            row.MoveNext();
            row.Get(ref value);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Predict_SeveralRows_ScoresEach()
    {
        IDataView data = Rows.Of<float>(_ml, [0f, 0]);
        OnnxScoringTransformer transformer = Fit(Negation(2), data);
        var schema = SchemaDefinition.Create(typeof(Row<float>));
        schema[nameof(Row<>.X)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        using PredictionEngine<Row<float>, Score> engine = _ml.Model.CreatePredictionEngine<Row<float>, Score>(
            transformer, inputSchemaDefinition: schema);

        Assert.Equal([-1, -2], engine.Predict(new Row<float> { X = new VBuffer<float>(2, [1, 2]) }).Y!);
        Assert.Equal([0, -7], engine.Predict(new Row<float> { X = new VBuffer<float>(2, 1, [7], [1]) }).Y!);
    }

    [Fact]
    public void Dispose_OpenCursors_ThrowAndCanBeDisposed()
    {
        IDataView data = Rows.Of<float>(_ml, [1f, 2], [3f, 4]);
        OnnxScoringTransformer transformer = Fit(Negation(2), data);
        var row = new ScoredRow(transformer, data);
        row.MoveNext();
        Assert.Equal([-1, -2], row.Get());

        transformer.Dispose();
        transformer.Dispose();

        row.MoveNext();
        ObjectDisposedException e = Assert.Throws<ObjectDisposedException>(() => row.Get());
        Assert.Equal("LseMlNet.OnnxRuntime.OnnxScoringTransformer", e.ObjectName);
        row.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new ScoredRow(transformer, data));
        Assert.Equal("Vector<Single, 2>", transformer.GetOutputSchema(data.Schema)["Y"].Type.ToString());
    }

    [Fact]
    public void Dispose_OfACursor_FreesItsBuffersOnly()
    {
        IDataView data = Rows.Of<float>(_ml, [1f, 2], [3f, 4]);
        using OnnxScoringTransformer transformer = Fit(Negation(2), data);
        var closed = new ScoredRow(transformer, data);
        using var open = new ScoredRow(transformer, data);
        closed.MoveNext();
        open.MoveNext();

        closed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => closed.Get());
        Assert.Equal([-1, -2], open.Get());
    }

    private static byte[] Negation(int length) => Model("Neg", Tensor("x", Float32, "batch", length),
        Tensor("y", Float32, "batch", length));

    private OnnxScoringTransformer Fit(byte[] model, IDataView data)
    {
        OnnxScoringOptions options = ScoringStage.Options(model);
        options.ModelInputName = "x";
        return _ml.Transforms.ScoreOnnxModel(options).Fit(data);
    }

    private string FailingRow(byte[] model, IDataView data)
    {
        using OnnxScoringTransformer transformer = Fit(model, data);
        using var row = new ScoredRow(transformer, data);
        row.MoveNext();
        return Assert.Throws<InvalidOperationException>(() => row.Get()).Message;
    }

    private IDataView Transform(byte[] model, IDataView data) => Fit(model, data).Transform(data);

    private sealed class Score
    {
        public float[]? Y { get; set; }
    }

    private sealed class Numbered
    {
        public float Number { get; set; }
    }

    private sealed class Counted
    {
        [VectorType(2)]
        public float[] X { get; set; } = [];
    }
}
