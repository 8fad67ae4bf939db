using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime.Tests.Scenarios;

/// <summary>Complete classifiers: the one that ships with the example, and published ones.</summary>
public class RealModelTests
{
    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(1, 0)]
    // The order of a summation may depend on the number of rows.
    [InlineData(8, 1e-4f)]
    public void Fashion_RandomPictures_EqualsOnnxRuntimeAlone(int batchSize, float tolerance)
    {
        float[][] pictures = Rows.Pictures(20, seed: 6);
        IDataView data = Rows.Of(_ml, pictures);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Logits", "X", Repository.FashionModel, batchSize)
            .Fit(data);
        using var session = new InferenceSession(Repository.FashionModel);
        using var options = new RunOptions();

        float[][] logits = Rows.Values<float>(transformer.Transform(data), "Logits");

        for (int i = 0; i < pictures.Length; i++)
        {
            using var picture = OrtValue.CreateTensorValueFromMemory(pictures[i], [1, 1, 28, 28]);
            using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, ["image"], [picture], ["logits"]);
            Assert.All(outputs[0].GetTensorDataAsSpan<float>().ToArray().Zip(logits[i]),
                both => Assert.Equal(both.First, both.Second, tolerance));
        }
    }

    [Fact]
    public void Fashion_HeldOutPictures_HasTheAccuracyOfItsModelCard()
    {
        (float[][] pictures, byte[] labels) = HeldOut.Read();
        IDataView data = Rows.Of(_ml, pictures);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Logits", "X", Repository.FashionModel).Fit(data);

        float[][] logits = Rows.Values<float>(transformer.Transform(data), "Logits");
        int right = logits.Zip(labels).Count(row => Array.IndexOf(row.First, row.First.Max()) == row.Second);

        // metrics.json states .9324. Rounding differs between processors, so one of the 5,000 pictures may be classified differently.
        Assert.Equal(5000, labels.Length);
        Assert.InRange(right, 4661, 4663);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mnist_OfficialTestVector_ReturnsTheOfficialLogits(int vector)
    {
        (float[] input, float[] expected) = OfficialVector(vector);
        IDataView data = Rows.Of(_ml, input);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("Logits", "X",
            Path.Combine(RealModels.Mnist, "model.onnx")).Fit(data);

        IDataView scored = transformer.Transform(data);
        float[] logits = Rows.Values<float>(scored, "Logits")[0];

        Assert.Equal("Vector<Single, 10>", scored.Schema["Logits"].Type.ToString());
        // The last layer sums 256 products in float, in an order that depends on the processor. The error is a few roundings of the largest
        // partial sum, which is about as large as the largest logit.
        float tolerance = 16 * expected.Max(MathF.Abs) * MathF.ScaleB(1, -24);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(MathF.Abs(logits[i] - expected[i]) <= tolerance,
                $"vector {vector}, class {i}: expected {expected[i]:R} ± {tolerance:R}, got {logits[i]:R}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Mnist_SoftmaxOfOfficialLogits_IsFiniteUnlikeNaiveSoftmax(int vector)
    {
        (float[] input, float[] expected) = OfficialVector(vector);
        IDataView data = Rows.Of(_ml, input);
        TransformerChain<SoftmaxTransformer> model = _ml.Transforms.ScoreOnnxModel("Logits", "X",
            Path.Combine(RealModels.Mnist, "model.onnx"))
            .Append(_ml.Transforms.Softmax("Probabilities", "Logits")).Fit(data);

        float[] probabilities = Rows.Values<float>(model.Transform(data), "Probabilities")[0];

        float[] exponentials = Array.ConvertAll(expected, MathF.Exp);
        Assert.Contains(exponentials, x => float.IsNaN(x / exponentials.Sum()));
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
        Assert.Equal(1, probabilities.Sum(), 1e-6f);
        Assert.Equal(Array.IndexOf(expected, expected.Max()), Array.IndexOf(probabilities, probabilities.Max()));
    }

    [Fact]
    public void SqueezeNet_Float16Weights_ScoresUnlikeApplyOnnxModel()
    {
        string model = Path.Combine(RealModels.SqueezeNet, "model.onnx");
        var schema = SchemaDefinition.Create(typeof(Row<float>));
        SchemaDefinition.Column image = schema["X"];
        image.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3, 224, 224);
        image.ColumnName = "image";
        IDataView data =
            _ml.Data.LoadFromEnumerable<Row<float>>([new() { X = new VBuffer<float>(3 * 224 * 224, new float[3 * 224 * 224]) }], schema);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel("logits", "image", model).Fit(data);

        float[] logits = Rows.Values<float>(transformer.Transform(data), "logits")[0];

        Assert.Equal(1000, logits.Length);
        Assert.All(logits, logit => Assert.True(float.IsFinite(logit)));
        Assert.ThrowsAny<Exception>(() => _ml.Transforms.ApplyOnnxModel("logits", "image", model));
    }

    private static (float[] Input, float[] Output) OfficialVector(int number) =>
        (TensorFile.Read(Path.Combine(RealModels.Mnist, $"input_{number}.pb")),
        TensorFile.Read(Path.Combine(RealModels.Mnist, $"output_{number}.pb")));
}
