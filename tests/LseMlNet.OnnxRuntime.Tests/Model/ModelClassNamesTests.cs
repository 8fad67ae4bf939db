using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>The class names that are stored in a model, in the metadata of popular exporters or in its nodes.</summary>
public class ModelClassNamesTests
{
    private static readonly string[] Animals = ["cat", "dog", "owl"];
    private static readonly int[] Positions = [0, 1, 2];

    private readonly MLContext _ml = new(seed: 1);

    [Theory]
    [InlineData("id2label", """{"0": "cat", "1": "dog", "2": "owl"}""")]
    [InlineData("label_names", """["cat", "dog", "owl"]""")]
    [InlineData("names", "{0: 'cat', 1: 'dog', 2: 'owl'}")]
    [InlineData("names", "['cat', 'dog', 'owl']")]
    [InlineData("classes", "cat,dog,owl")]
    [InlineData("labels", "cat\ndog\nowl")]
    public void ClassNames_InTheMetadata_AreRead(string key, string value)
    {
        IDataView data = Rows.Of<float>(_ml, [1, 3, 2]);
        OnnxScoringEstimator score = _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(WithMetadata(Identity("batch", 3), key, value)));
        using var folder = new TemporaryFolder();

        var pipeline = score.Append(_ml.Transforms.NameClasses("Y", score.ClassNames!))
            .Append(_ml.Transforms.SelectLabel("Label", "Y")).Append(_ml.Transforms.Conversion.MapKeyToValue("Label"));
        ITransformer fitted = pipeline.Fit(data);
        _ml.Model.Save(fitted, data.Schema, folder["model.zip"]);
        ITransformer loaded = _ml.Model.Load(folder["model.zip"], out _);

        Assert.Equal(Animals, score.ClassNames);
        Assert.Equal(["dog"], loaded.Transform(data).GetColumn<string>("Label"));
        Assert.Equal(Animals, ((TransformerChain<ITransformer>)loaded).OfType<OnnxScoringTransformer>().Single().ClassNames);
    }

    [Theory]
    [InlineData("classes", "80")]
    [InlineData("labels", "labels.txt")]
    [InlineData("names", "{0: 'cat'")]
    [InlineData("id2label", "")]
    [InlineData("author", "cat,dog,owl")]
    public void ClassNames_MetadataIsSomethingElse_AreNull(string key, string value) =>
        Assert.Null(_ml.Transforms.ScoreOnnxModel(ScoringStage.Options(WithMetadata(Identity("batch", 3), key, value))).ClassNames);

    [Fact]
    public void ClassNames_OfAClassifierNode_AreRead()
    {
        byte[] model = Model(
            [Tensor("x", Float32, "batch", 3)], [Maps("p", Text)],
            MachineLearningNode("ZipMap", "s", "p", ("classlabels_strings", Animals)),
            Node("Softmax", "x", "s", ("axis", 1)));

        Assert.Equal(Animals, _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(model)).ClassNames);
    }

    [Fact]
    public void ClassNames_SlotNamesOfMicrosoftML_AreThoseOfTheOutput()
    {
        byte[] model = Model([Tensor("Features", Float32, "batch", 3)], [Tensor("Score.output", Float32, "batch", 3)],
            Node("Identity", "Features", "Score.output"), Node("Cast", "Features", "texts", ("to", Text)),
            SlotNames("Features", ["length", "width", "height"]), SlotNames("Score", Animals));

        Assert.Equal(Animals, _ml.Transforms.ScoreOnnxModel(ScoringStage.Options(model)).ClassNames);

        static ProtobufWriter SlotNames(string column, string[] names) =>
            MachineLearningNode("LabelEncoder", "texts", $"mlnet.{column}.unusedOutput",
            ("keys_strings", names), ("values_int64s", Positions)).Text(3, $"mlnet.{column}.SlotNames");
    }
}
