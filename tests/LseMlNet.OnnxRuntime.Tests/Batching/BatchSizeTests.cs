using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>How many rows are scored at once is found from the model.</summary>
public class BatchSizeTests
{
    // To the shape that it has, by a way that no inference of shapes follows.
    private static readonly byte[] RowsOfUnknownLength = Model([Tensor("x", Float32, "batch", 4)], [Tensor("y", Float32, "batch", "n")],
        Node("Shape", "x", "shape"), Node("Abs", "shape", "same"), Node("Reshape", "x,same", "y"));

    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public BatchSizeTests() => _ml.Log += (_, e) =>
    {
        if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
        {
            _warnings.Add(e.RawMessage);
        }
    };

    [Theory]
    [InlineData(4, null, 64)]
    [InlineData(4, 1, 1)]
    [InlineData(4, 7, 7)]
    [InlineData(4, 65_536, 65_536)]
    // A quarter of a megabyte unasked, and at least a row.
    [InlineData(10_000, null, 6)]
    [InlineData(150_528, null, 1)]
    [InlineData(150_528, 4, 4)]
    public void BatchSize_DynamicBatchAxis_IsWhatWasAskedForOrSuitsTheRow(int rowLength, int? asked, int expected) =>
        AssertBatchSize(expected, Identity("batch", rowLength), rowLength, asked);

    [Fact]
    public void BatchSize_FixedBatchAxis_IsOneAndTheLogSaysWhy()
    {
        AssertBatchSize(1, Identity(1, 4), 4, null);
        AssertBatchSize(1, Identity(1, 4), 4, 32, "Rows are scored one by one, not 32 at once: model input 'x' is [1,4], whose first dimension is not dynamic. " +
            "Export the model with one dynamic first dimension for all inputs and outputs.");
        AssertBatchSize(1, Model("Identity", Tensor("x", Float32, "batch", 4), Tensor("y", Float32, 1, 4)), 4, null);
    }

    [Fact]
    public void BatchSize_OutputRowsMayDifferInLength_IsOne() => AssertBatchSize(1, RowsOfUnknownLength, 4, 8,
        "Rows are scored one by one, not 8 at once: model output 'y' is [batch,n], whose rows may differ in length. " +
        "Export the model with one dynamic first dimension for all inputs and outputs.");

    [Theory]
    [InlineData("in", "out")]
    [InlineData(null, null)]
    [InlineData("batch", null)]
    public void BatchSize_NamesThatDoNotSay_AsksTheModel(string? input, string? output)
    {
        // As some exporters name them; each row of the input is one of the output.
        AssertBatchSize(64, Model("Neg", Tensor("x", Float32, input, 4), Tensor("y", Float32, output, 4)), 4, null);
        // An output that counts something else, in the model's own words or without.
        AssertBatchSize(1, Model("Unique", Tensor("x", Float32, input, 4), Tensor("y", Float32, output)), 4, 8,
            "Rows are scored one by one, not 8 at once: it does not give as many rows as it is fed: ", exactly: false);
    }

    [Fact]
    public void Transform_ModelThatGivesFewerRowsThanItSays_ScoresRowByRow()
    {
        // It says one number a row, and gives all numbers of all rows once: as many as rows here only if they are scored one by one.
        byte[] model = Model("Unique", Tensor("x", Float32, "batch", 1), Tensor("y", Float32, "batch"));
        IDataView data = Rows.Of<float>(_ml, [1f], [1f], [2f]);
        using OnnxScoringTransformer transformer = BatchedStage.Fit(_ml, model, data, 3);

        Assert.Equal([[1f], [1], [2]], Rows.Values<float>(transformer.Transform(data), "Y"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_537)]
    public void ScoreOnnxModel_BatchSizeOutOfRange_SaysSo(int batchSize)
    {
        string message = $"ScoreOnnxModel: BatchSize is {batchSize}; wanted 1 to 65536. Use null for what suits the model. (Parameter 'BatchSize')";

        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel, batchSize)).Message);
    }

    [Fact]
    public void ScoreOnnxModel_BatchSizeGiven_IsTaken()
    {
        IDataView data = Rows.Of(_ml, Rows.Pictures(1, seed: 1));
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel, batchSize: 5).Fit(data);

        Assert.Equal(5, transformer.BatchSize);
    }

    [Fact]
    public void Fit_BatchAxisFixedAtSeveral_SaysSo()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);

        Assert.Equal("ScoreOnnxModel: model input 'x' wants [8,2] = 16 elements a row, column 'X' has 2. " +
            "The model takes 8 rows at once, no more and no less: export it with a dynamic first dimension. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => BatchedStage.Fit(_ml, Identity(8, 2), data, null)).Message);
    }

    private void AssertBatchSize(int expected, byte[] model, int rowLength, int? asked, string? warning = null, bool exactly = true)
    {
        _warnings.Clear();
        IDataView data = Rows.Of(_ml, new float[rowLength], new float[rowLength]);
        using OnnxScoringTransformer transformer = BatchedStage.Fit(_ml, model, data, asked);

        Assert.Equal(expected, transformer.BatchSize);
        Assert.Equal(2, Rows.Values<float>(transformer.Transform(data), "Y").Length);
        if (warning is null)
        {
            Assert.Empty(_warnings);
        }
        else if (exactly)
        {
            Assert.Equal(warning, Assert.Single(_warnings));
        }
        else
        {
            Assert.StartsWith(warning, Assert.Single(_warnings), StringComparison.Ordinal);
        }
    }
}
