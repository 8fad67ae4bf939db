using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>How many rows a model scores at once.</summary>
public class BatchSizeTests
{
    // Reshapes the input to the shape that it already has, in a way that shape inference cannot follow.
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
    // By default a batch is at most a quarter of a megabyte, but at least one row.
    [InlineData(10_000, null, 6)]
    [InlineData(150_528, null, 1)]
    [InlineData(150_528, 4, 4)]
    public void BatchSize_DynamicBatchAxis_IsTheRequestedSizeOrSuitsTheRow(int rowLength, int? requested, int expected) =>
        AssertBatchSize(expected, Identity("batch", rowLength), rowLength, requested);

    [Fact]
    public void BatchSize_FixedBatchAxis_IsOneAndTheLogStatesTheReason()
    {
        AssertBatchSize(1, Identity(1, 4), 4, null);
        AssertBatchSize(1, Identity(1, 4), 4, 32,
            "Rows are scored one at a time, not 32 at once: model input 'x' is [1,4], whose first dimension is not dynamic. " +
            "Export the model with the same dynamic first dimension for all inputs and outputs.");
        AssertBatchSize(1, Model("Identity", Tensor("x", Float32, "batch", 4), Tensor("y", Float32, 1, 4)), 4, null);
    }

    [Fact]
    public void BatchSize_OutputRowsMayDifferInLength_IsOne() => AssertBatchSize(1, RowsOfUnknownLength, 4, 8,
        "Rows are scored one at a time, not 8 at once: model output 'y' is [batch,n], whose rows may differ in length. " +
        "Export the model with the same dynamic first dimension for all inputs and outputs.");

    [Theory]
    [InlineData("in", "out")]
    [InlineData(null, null)]
    [InlineData("batch", null)]
    public void BatchSize_AmbiguousDimensionNames_RunsTheModel(string? input, string? output)
    {
        // Some exporters write these names, although the output has a row for each row of the input.
        AssertBatchSize(64, Model("Neg", Tensor("x", Float32, input, 4), Tensor("y", Float32, output, 4)), 4, null);
        // The first dimension of the output has another meaning, with or without a name.
        AssertBatchSize(1, Model("Unique", Tensor("x", Float32, input, 4), Tensor("y", Float32, output)), 4, 8,
            "Rows are scored one at a time, not 8 at once: the model does not return as many rows as it is given: ", exactly: false);
    }

    [Fact]
    public void Transform_ModelReturnsFewerRowsThanItStates_ScoresOneRowAtATime()
    {
        // The model states that it returns one number per row, but it returns the distinct numbers in the batch. The two are the same only
        // for a batch of one row.
        byte[] model = Model("Unique", Tensor("x", Float32, "batch", 1), Tensor("y", Float32, "batch"));
        IDataView data = Rows.Of<float>(_ml, [1f], [1f], [2f]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, model, data, 3);

        Assert.Equal([[1f], [1], [2]], Rows.Values<float>(transformer.Transform(data), "Y"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_537)]
    public void ScoreOnnxModel_BatchSizeOutOfRange_Throws(int batchSize)
    {
        string message = $"ScoreOnnxModel: BatchSize is {batchSize}; expected 1 to 65536. Use null for a number that suits the model. " +
            "(Parameter 'BatchSize')";

        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(
            () => _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel, batchSize)).Message);
    }

    [Fact]
    public void ScoreOnnxModel_BatchSizeGiven_IsUsed()
    {
        IDataView data = Rows.Of(_ml, Rows.Pictures(1, seed: 1));
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Y", "X", Repository.FashionModel, batchSize: 5).Fit(data);

        Assert.Equal(5, transformer.BatchSize);
    }

    [Fact]
    public void Fit_BatchAxisFixedAtSeveral_StatesTheFix()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2]);

        Assert.Equal("ScoreOnnxModel: model input 'x' expects [8,2] = 16 elements per row, but column 'X' has 2. " +
            "The model takes exactly 8 rows at a time: export it with a dynamic first dimension. (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => ScoringStage.Fit(_ml, Identity(8, 2), data, null)).Message);
    }

    private void AssertBatchSize(int expected, byte[] model, int rowLength, int? requested, string? warning = null, bool exactly = true)
    {
        _warnings.Clear();
        IDataView data = Rows.Of(_ml, new float[rowLength], new float[rowLength]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, model, data, requested);

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
