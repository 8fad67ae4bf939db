using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.OnnxRuntime.Tests.Scenarios;

/// <summary>
/// Models as the converters of scikit-learn, LightGBM and XGBoost write them: a label, and maps from classes to probabilities.
/// </summary>
public class ClassicalModelTests
{
    private static readonly string[] Animals = ["cat", "dog", "owl"];
    private static readonly int[] Numbers = [7, 3, 5];

    private static readonly int[] LastAxis = [1];

    private static readonly float[][] Features = [[3, 1, 2], [0, 0, 9], [-1, 5, 5.5f], [1, 2, 1]];
    private static readonly string[] Expected = ["cat", "owl", "owl", "dog"];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Transform_MapsOfTexts_AreAVectorWithClassNames()
    {
        IDataView data = Rows.Of(_ml, Features);
        using OnnxScoringTransformer transformer = Fit(Classifier(Animals), data, "probabilities");

        IDataView scored = transformer.Transform(data);

        DataViewSchema.Column column = scored.Schema["Y"];
        Assert.Equal("Vector<Single, 3>", column.Type.ToString());
        Assert.Equal(Animals, Texts(column, "SlotNames"));
        Assert.Equal(Animals, Texts(column, "TrainingLabelValues"));
        Assert.Equal(64, transformer.BatchSize);
        foreach ((float[] row, float[] probabilities) in Features.Zip(Rows.Values<float>(scored, "Y")))
        {
            double sum = row.Sum(x => Math.Exp(x));
            Assert.All(row.Zip(probabilities), both => Assert.Equal(Math.Exp(both.First) / sum, both.Second, 1e-6));
        }
    }

    [Fact]
    public void Transform_MapsOfIntegers_AreNamedByThem()
    {
        IDataView data = Rows.Of(_ml, Features);
        using OnnxScoringTransformer transformer = Fit(Classifier(Numbers), data, "probabilities");

        DataViewSchema.Column column = transformer.Transform(data).Schema["Y"];

        Assert.Equal("Vector<Single, 3>", column.Type.ToString());
        // The names are in the order of the vector, not of the numbers.
        Assert.Equal(["7", "3", "5"], Texts(column, "SlotNames"));
    }

    [Fact]
    public void Transform_LabelIsText_IsAKeyWithTheClassesAsValues()
    {
        IDataView data = Rows.Of(_ml, Features);
        using OnnxScoringTransformer transformer = Fit(Classifier(Animals), data, "label");

        IDataView scored = transformer.Transform(data);
        IDataView labelled = _ml.Transforms.Conversion.MapKeyToValue("Label", "Y").Fit(scored).Transform(scored);

        Assert.Equal("Key<UInt32, 0-2>", scored.Schema["Y"].Type.ToString());
        Assert.Equal(Expected, labelled.GetColumn<string>("Label"));
    }

    [Fact]
    public void Transform_LabelIsAnInteger_IsAKeyWithTheClassesAsValues()
    {
        IDataView data = Rows.Of(_ml, Features);
        using OnnxScoringTransformer transformer = Fit(Classifier(Numbers), data, "label");

        IDataView scored = transformer.Transform(data);
        IDataView labelled = _ml.Transforms.Conversion.MapKeyToValue("Label", "Y").Fit(scored).Transform(scored);

        Assert.Equal(Expected.Select(name => (long)Numbers[Array.IndexOf(Animals, name)]), labelled.GetColumn<long>("Label"));
    }

    [Fact]
    public void Transform_TextsWithoutClasses_AreText()
    {
        IDataView data = Rows.Of<float>(_ml, [1f, 2.5f], [3f, 4f]);
        byte[] two = Model([Tensor("x", Float32, "batch", 2)], [Tensor("y", Text, "batch", 2)], Node("Cast", "x", "y", ("to", Text)));
        byte[] one = Model([Tensor("x", Float32, "batch", 2)], [Tensor("y", Text, "batch", 1)],
            Node("ReduceMax", "x", "m", ("axes", LastAxis)), Node("Cast", "m", "y", ("to", Text)));
        using OnnxScoringTransformer pairs = ScoringStage.Fit(_ml, two, data), scalars = ScoringStage.Fit(_ml, one, data);

        Assert.Equal([["1", "2.5"], ["3", "4"]],
            pairs.Transform(data).GetColumn<VBuffer<ReadOnlyMemory<char>>>("Y").Select(row => row.DenseValues().Select(text => $"{text}")));
        Assert.Equal("String", scalars.GetOutputSchema(data.Schema)["Y"].Type.ToString());
        Assert.Equal(["2.5", "4"], scalars.Transform(data).GetColumn<string>("Y"));
    }

    [Theory]
    [InlineData("probabilities")]
    [InlineData("label")]
    public void GetOutputSchema_LabelsAndMaps_PromisesWhatTransformReturns(string output)
    {
        IDataView data = Rows.Of(_ml, Features);
        OnnxScoringEstimator estimator = _ml.Transforms.ScoreOnnxModel(Options(Classifier(Animals), output));
        using OnnxScoringTransformer transformer = estimator.Fit(data);

        SchemaShape.Column promised = estimator.GetOutputSchema(Shape(data)).Single(column => column.Name == "Y");
        SchemaShape.Column found = Shape(transformer.Transform(data)).Single(column => column.Name == "Y");

        Assert.Equal((found.Kind, found.ItemType, found.IsKey), (promised.Kind, promised.ItemType, promised.IsKey));
        Assert.Equal(found.Annotations.Select(column => (column.Name, column.Kind, column.ItemType)).Order(),
            promised.Annotations.Select(column => (column.Name, column.Kind, column.ItemType)).Order());
    }

    [Fact]
    public void Predict_LabelAndMaps_AnswersLikeACursor()
    {
        IDataView data = Rows.Of(_ml, Features);
        OnnxScoringOptions options = Options(Classifier(Animals), "probabilities");
        options.AdditionalOutputs = [new OnnxTensorColumn("Predicted", "label")];
        OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(options).Fit(data);
        IDataView scored = transformer.Transform(data);
        float[][] probabilities = Rows.Values<float>(scored, "Y");
        uint[] keys = [.. scored.GetColumn<uint>("Predicted")];
        using PredictionEngine<Input, Output> engine = _ml.Model.CreatePredictionEngine<Input, Output>(transformer);

        for (int i = 0; i < Features.Length; i++)
        {
            Output answer = engine.Predict(new Input { X = Features[i] });
            Assert.Equal(probabilities[i], answer.Y);
            Assert.Equal(keys[i], answer.Predicted);
            Assert.Equal(Expected[i], Animals[answer.Predicted - 1]);
        }
    }

    [Fact]
    public void Save_MapsAndLabel_LoadTheSame()
    {
        IDataView data = Rows.Of(_ml, Features);
        using OnnxScoringTransformer transformer = Fit(Classifier(Animals), data, "probabilities");
        using var file = new MemoryStream();
        _ml.Model.Save(transformer, data.Schema, file);
        file.Position = 0;

        IDataView scored = _ml.Model.Load(file, out _).Transform(data);

        Assert.Equal(Animals, Texts(scored.Schema["Y"], "SlotNames"));
        Assert.Equal(Rows.Values<float>(transformer.Transform(data), "Y"), Rows.Values<float>(scored, "Y"));
    }

    [Fact]
    public void Transform_LabelIsNoneOfTheClasses_Throws()
    {
        // The label is the largest feature.
        byte[] model = Model([Tensor("x", Float32, "batch", 3)], [Tensor("label", Integer64, "batch", 1), Maps("probabilities", Integer64)],
            Node("ReduceMax", "x", "m", ("axes", LastAxis)), Node("Cast", "m", "label", ("to", Integer64)),
            Node("Softmax", "x", "p", ("axis", 1)), MachineLearningNode("ZipMap", "p", "probabilities", ("classlabels_int64s", Numbers)));
        IDataView data = Rows.Of<float>(_ml, [7, 1, 1], [4, 1, 1]);
        using OnnxScoringTransformer transformer = Fit(model, data, "label");

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(
            () => transformer.Transform(data).GetColumn<uint>("Y").ToArray());

        Assert.Equal("ScoreOnnxModel: model output 'label' is '4', which is none of the 3 classes that the model names. " +
            "Export the model again, or use another output.", e.Message);
    }

    // The features are the logits. A converter's own classifier node computes the label and states the classes.
    private static byte[] Classifier(Array classes)
    {
        bool texts = classes is string[];
        return Model(
            [Tensor("x", Float32, "batch", 3)],
            [Tensor("label", texts ? Text : Integer64, "batch"), Maps("probabilities", texts ? Text : Integer64)],
            MachineLearningNode("LinearClassifier", "x", "label,scores",
                ("coefficients", new float[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }), ("intercepts", new float[] { 0, 0, 0 }),
                (texts ? "classlabels_strings" : "classlabels_ints", classes)),
            Node("Softmax", "scores", "p", ("axis", 1)),
            MachineLearningNode("ZipMap", "p", "probabilities", (texts ? "classlabels_strings" : "classlabels_int64s", classes)));
    }

    private static OnnxScoringOptions Options(byte[] model, string output)
    {
        OnnxScoringOptions options = ScoringStage.Options(model);
        options.ModelOutputName = output;
        return options;
    }

    private static string[] Texts(DataViewSchema.Column column, string kind)
    {
        VBuffer<ReadOnlyMemory<char>> texts = default;
        column.Annotations.GetValue(kind, ref texts);
        return [.. texts.DenseValues().Select(text => $"{text}")];
    }

    private static SchemaShape Shape(IDataView data) => (SchemaShape)typeof(SchemaShape)
        .GetMethod(
            "Create", System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.Invoke(null, [data.Schema])!;

    private OnnxScoringTransformer Fit(byte[] model, IDataView data, string output) =>
        _ml.Transforms.ScoreOnnxModel(Options(model, output)).Fit(data);

    private sealed class Input
    {
        [VectorType(3)]
        public float[] X { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Y { get; set; } = [];

        [KeyType(3)]
        public uint Predicted { get; set; }
    }
}
