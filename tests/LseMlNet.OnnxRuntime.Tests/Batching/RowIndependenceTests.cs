using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>A batch returns what a prediction engine returns, even for models whose rows influence each other.</summary>
public class RowIndependenceTests
{
    private static readonly ProtobufWriter X = Tensor("x", Float32, "batch", 3);
    private static readonly ProtobufWriter Y = Tensor("y", Float32, "batch", 3);

    private static readonly Dictionary<string, byte[]> Dependent = new()
    {
        ["mean of the batch"] = Model([X], [Y], Node("ReduceMean", "x", "m", ("keepdims", 0)), Node("Sub", "x,m", "y")),
        ["softmax over the batch"] = Model(13, [X], [Y], [], Node("Softmax", "x", "p", ("axis", 0)), Node("Neg", "p", "y")),
        ["running sum"] = Model(
            [X], [Y], [Initializer("zero", [0])], Node("Cast", "zero", "axis", ("to", Integer32)), Node("CumSum", "x,axis", "y")),
        ["recurrent, sequence first"] = Model(
            [Tensor("x", Float32, "steps", 1, 3)], [Tensor("y", Float32, "steps", 1, 1, 2)],
            [Initializer("w", [1, 2, 3, 4, 5, 6], 1, 2, 3), Initializer("r", [1, 0, 0, 1], 1, 2, 2)],
            Node("RNN", "x,w,r", "y", ("hidden_size", 2))),
        ["dynamically quantized"] = Model(
            [X], [Y], Node("DynamicQuantizeLinear", "x", "q,scale,zero"), Node("DequantizeLinear", "q,scale,zero", "y")),
    };

    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public RowIndependenceTests() => _ml.Log += (_, e) =>
    {
        if (e.Kind == ChannelMessageKind.Warning)
        {
            lock (_warnings)
            {
                _warnings.Add(e.RawMessage);
            }
        }
    };

    public static TheoryData<string> Models => [.. Dependent.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Transform_RowsInfluenceEachOther_ReturnsWhatTheEngineReturns(string model)
    {
        float[][] rows = [[1, 2, 3], [0.1f, 0.5f, -0.2f], [30, -2, 7], [4, 4, 5], [1, 1, 1]];
        IDataView data = Rows.Of(_ml, rows);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Dependent[model], data, batchSize: 4);

        float[][] scores = Rows.Values<float>(transformer.Transform(data), "Y");

        Assert.Equal(Alone(transformer, data), scores);
        Assert.Equal(1, transformer.BatchSize);
        string warning = Assert.Single(_warnings);
        Assert.StartsWith("Rows are scored one at a time, not 4 at once: ", warning, StringComparison.Ordinal);
        Assert.EndsWith(
            " Export a model that scores each row independently of the others, or set BatchSize to 1.", warning, StringComparison.Ordinal);
        // The next pass knows this from the start, and does not repeat the warning.
        Assert.Equal(scores, Rows.Values<float>(transformer.Transform(data), "Y"));
        Assert.Single(_warnings);
    }

    [Fact]
    public void Transform_RowsInfluenceEachOther_SaysHow()
    {
        IDataView data = Rows.Of<float>(_ml, [3, 6, 9], [0, 0, 0]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Dependent["mean of the batch"], data);

        Rows.Values<float>(transformer.Transform(data), "Y");

        // The mean of one row is 6 and the mean of both rows is 3; the largest value is 6.
        Assert.Equal(
            "Rows are scored one at a time: model output 'y' of a row changes by 0.5 of its largest value with the other rows of its " +
            "batch; expected at most 0.0001, from rounding. Export a model that scores each row independently of the others, " +
            "or set BatchSize to 1.", Assert.Single(_warnings));
    }

    [Fact]
    public void Transform_FirstRowsAreEqual_ChecksTheFirstThatDiffer()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [9, 9, 0]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Dependent["mean of the batch"], data, batchSize: 2);

        float[][] scores = Rows.Values<float>(transformer.Transform(data), "Y");

        Assert.Equal(Alone(transformer, data), scores);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Transform_OutputReadLater_IsCheckedToo()
    {
        byte[] model = Model([X], [Y, Tensor("z", Float32, "batch", 3)],
            Node("Neg", "x", "y"), Node("ReduceMean", "x", "m", ("keepdims", 0)), Node("Sub", "x,m", "z"));
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3], [4, 5, 7]);
        OnnxScoringOptions options = ScoringStage.Options(model);
        (options.ModelOutputName, options.AdditionalOutputs) = ("y", [new OnnxTensorColumn("Z", "z")]);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(options).Fit(data);
        IDataView scored = transformer.Transform(data);

        Assert.Equal([[-1f, -2, -3], [-4f, -5, -7]], Rows.Values<float>(scored, "Y"));
        Assert.Empty(_warnings);
        Assert.Equal([-1f, 0, 1], Rows.Values<float>(scored, "Z")[0]);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Transform_ParallelCursors_WarnOnce()
    {
        var data = new NumberedRows(100);
        byte[] model = Model([Tensor("x", Float32, "batch", 2)], [Tensor("y", Float32, "batch", 2)],
            Node("ReduceMean", "x", "m", ("keepdims", 0)), Node("Sub", "x,m", "y"));
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, model, data, batchSize: 8, threads: 1);

        float[][] scores = Rows.Values<float>(transformer.Transform(data), "Y");

        Assert.Equal([.. Enumerable.Range(0, 100).Select(number => new[] { (number - 1) / 2f, (1 - number) / 2f })], scores);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Transform_RoundingOnly_KeepsTheBatches()
    {
        IDataView data = Rows.Of(_ml, Rows.Pictures(100, seed: 5));
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, SmallNetwork.Model, data, batchSize: 32);

        float[][] scores = Rows.Values<float>(transformer.Transform(data), "Y");

        Assert.Equal(32, transformer.BatchSize);
        Assert.Empty(_warnings);
        foreach ((float[] alone, float[] score) in Alone(transformer, data).Zip(scores))
        {
            // The bound that the documentation states.
            float bound = 1e-4f * alone.Max(MathF.Abs);
            Assert.All(alone.Zip(score), both => Assert.Equal(both.First, both.Second, bound));
        }
    }

    [Fact]
    public void Transform_BatchSizeOfOne_DoesNotWarn()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3], [4, 5, 6]);
        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Dependent["mean of the batch"], data, batchSize: 1);

        Assert.Equal([[-1f, 0, 1], [-1f, 0, 1]], Rows.Values<float>(transformer.Transform(data), "Y"));
        Assert.Empty(_warnings);
    }

    private static float[][] Alone(OnnxScoringTransformer transformer, IDataView data)
    {
        using var row = new ScoredRow(transformer, data);
        return [.. Enumerable.Range(0, Rows.Values<float>(data, "X").Length).Select(_ =>
        {
            row.MoveNext();
            return row.Get();
        })];
    }
}
