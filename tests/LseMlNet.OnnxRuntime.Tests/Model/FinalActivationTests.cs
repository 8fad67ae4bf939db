using System.Runtime.InteropServices;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Models that end in Softmax or Sigmoid return probabilities, and the logits on request.</summary>
public sealed class FinalActivationTests : IDisposable
{
    private static readonly ProtobufWriter X = Tensor("x", Float32, "batch", 3);
    private static readonly ProtobufWriter Y = Tensor("y", Float32, "batch", 3);

    private static readonly byte[] Classifier = Model(13, [X], [Y], [], Node("Neg", "x", "logits"), Node("Softmax", "logits", "y"));

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public FinalActivationTests() => _ml.Log += (_, e) =>
    {
        if (e.Kind == ChannelMessageKind.Warning)
        {
            _warnings.Add(e.RawMessage);
        }
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_ModelEndsInSoftmax_WarnsOnceAndMarksTheColumn()
    {
        IDataView data = Rows.Of<float>(_ml, [-1, -2, -3], [0, 0, 1]);

        using OnnxScoringTransformer transformer = ScoringStage.Fit(_ml, Classifier, data);
        IDataView scored = transformer.Transform(data);

        Assert.Equal(1, Rows.Values<float>(scored, "Y")[0].Sum(), 1e-6f);
        Assert.Equal(
            "Column 'Y' holds probabilities, not logits: output 'y' of the model is computed by Softmax. Do not append Softmax to it. " +
            "To get the logits, set ModelOutputName to 'logits', the tensor that Softmax reads.", Assert.Single(_warnings));
        ReadOnlyMemory<char> kind = default;
        scored.Schema["Y"].Annotations.GetValue("ScoreValueKind", ref kind);
        Assert.Equal("Probability", $"{kind}");
        // The stage would refuse unmarked scores.
        IDataView labelled = _ml.Transforms.SelectLabel("Label", "Y", minimumProbability: 0.5f).Fit(scored).Transform(scored);
        Assert.Equal([3u, 0u], labelled.GetColumn<uint>("Label"));
    }

    [Theory]
    [InlineData("Sigmoid", "Identity", true)]
    [InlineData("Softmax", "Identity", true)]
    [InlineData("Softmax", "Flatten", true)]
    [InlineData("LogSoftmax", "Identity", false)]
    [InlineData("Softmax", "Neg", false)]
    public void Fit_LastNodes_FindsProbabilitiesAndNothingElse(string operation, string last, bool expected)
    {
        byte[] model = Model(13, [X], [Y], [], Node("Neg", "x", "z"), Node(operation, "z", "p"), Node(last, "p", "y"));

        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(model));
        using OnnxScoringTransformer transformer = estimator.Fit(Rows.Of<float>(_ml, [1, 2, 3]));

        Assert.Equal(expected ? (operation, "z") : (null, null), (estimator.FinalOperator, estimator.LogitsTensorName));
        Assert.Equal(expected, _warnings.Count == 1 && _warnings[0].Contains($"computed by {operation}.", StringComparison.Ordinal));
    }

    [Fact]
    public void ModelOutputName_OfAnInnerTensor_ReturnsTheLogits()
    {
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3], [0, 5, 9]);
        OnnxScoringOptions options = ScoringStage.Options(Classifier, batchSize: 2);
        (options.ModelOutputName, options.AdditionalOutputs) = ("logits", [new OnnxTensorColumn("P", "y")]);
        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(options);
        using OnnxScoringTransformer transformer = estimator.Fit(data), again = estimator.Fit(data);
        _ml.Model.Save(transformer, data.Schema, _folder["model.zip"]);
        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(_folder["model.zip"], out _);

        foreach (OnnxScoringTransformer each in (OnnxScoringTransformer[])[transformer, again, loaded])
        {
            IDataView scored = each.Transform(data);
            Assert.Equal(2, each.BatchSize);
            Assert.Equal("logits", each.ModelOutputName);
            Assert.Equal("Vector<Single, 3>", scored.Schema["Y"].Type.ToString());
            Assert.Equal([[-1f, -2, -3], [0, -5, -9]], Rows.Values<float>(scored, "Y"));
            Assert.Equal(0.66524f, Rows.Values<float>(scored, "P")[0][0], 1e-5f);
            Assert.Equal(2, each.FindExecutionProviders()["CPUExecutionProvider"]);
        }
        Assert.Equal(3, _warnings.Count(warning => warning.StartsWith("Column 'P' holds probabilities", StringComparison.Ordinal)));
    }

    [Fact]
    public void ModelOutputName_OfAnInnerTensorOfAFile_FindsTheWeights()
    {
        File.WriteAllBytes(_folder["w.bin"], MemoryMarshal.AsBytes<float>([10, 20, 30]).ToArray());
        File.WriteAllBytes(_folder["m.onnx"], Model(13, [X], [Y], [ExternalInitializer("w", "w.bin", 3)],
            Node("Add", "x,w", "logits"), Node("Softmax", "logits", "y")));
        IDataView data = Rows.Of<float>(_ml, [1, 2, 3]);

        foreach (bool embed in (bool[])[true, false])
        {
            using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(new OnnxScoringOptions
            {
                OutputColumnName = "Y",
                InputColumnName = "X",
                ModelFile = _folder["m.onnx"],
                ModelOutputName = "logits",
                EmbedModel = embed,
            }).Fit(data);

            Assert.Equal([[11f, 22, 33]], Rows.Values<float>(transformer.Transform(data), "Y"));
        }
    }

    [Fact]
    public void ModelOutputName_UnknownTensor_ListsTheOutputs()
    {
        OnnxScoringOptions options = ScoringStage.Options(Classifier);
        options.ModelOutputName = "scores";

        Assert.Equal(
            "ScoreOnnxModel: the model has no output 'scores'; it has 'y'. Set ModelOutputName to one of them, or to null if there is " +
            "only one.", Assert.Throws<ArgumentException>(() => _ml.Transforms.ScoreOnnxModel(options)).Message);
    }
}
