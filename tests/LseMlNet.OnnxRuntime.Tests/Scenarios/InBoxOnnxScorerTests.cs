using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace LseMlNet.OnnxRuntime.Tests.Scenarios;

/// <summary>The stages work with ML.NET's own ONNX stage, whose output has the batch axis in its shape, and with its evaluator.</summary>
public class InBoxOnnxScorerTests
{
    private readonly MLContext _ml = new();

    [Fact]
    public void Softmax_AfterApplyOnnxModel_EqualsSoftmaxAfterScoreOnnxModel()
    {
        IDataView pictures = _ml.Transforms.CopyColumns("image", "X").Fit(Empty()).Transform(Rows.Of(_ml, Rows.Pictures(10, seed: 8)));
        ITransformer inBox = _ml.Transforms.ApplyOnnxModel("logits", "image", Repository.FashionModel)
            .Append(_ml.Transforms.Softmax("Probabilities", "logits")).Fit(pictures);
        ITransformer ours = _ml.Transforms.ScoreOnnxModel("logits", "image", Repository.FashionModel, batchSize: 1)
            .Append(_ml.Transforms.Softmax("Probabilities", "logits")).Fit(pictures);

        IDataView expected = inBox.Transform(pictures), actual = ours.Transform(pictures);

        // The in-box stage keeps the batch axis of the model, and the probabilities keep the shape of the logits.
        var shape = Assert.IsType<VectorDataViewType>(expected.Schema["Probabilities"].Type);
        Assert.Equal(expected.Schema["logits"].Type, shape);
        Assert.Equal(Rows.Values<float>(expected, "Probabilities"), Rows.Values<float>(actual, "Probabilities"));
    }

    [Fact]
    public void Evaluate_ProbabilitiesAndPredictedLabel_AreAccepted()
    {
        (float[][] pictures, byte[] classes) = HeldOut.Read();
        Labelled[] rows = [.. classes.Zip(pictures, (label, picture) => new Labelled { Class = label, X = picture }).Take(500)];
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView scored = _ml.Transforms.ScoreOnnxModel("Logits", "X", Repository.FashionModel)
            .Append(_ml.Transforms.Softmax("Score", "Logits"))
            .Append(_ml.Transforms.CustomMapping<Scored, Predicted>(
                (row, predicted) => predicted.PredictedClass = Array.IndexOf(row.Score, row.Score.Max()), null))
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Class",
                keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
            .Append(_ml.Transforms.Conversion.MapValueToKey("PredictedLabel", "PredictedClass",
                keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue))
            .Fit(data).Transform(data);

        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(scored);

        float[][] probabilities = Rows.Values<float>(scored, "Score");
        Assert.Equal(rows.Zip(probabilities, (row, p) => -Math.Log(p[row.Class])).Average(), metrics.LogLoss, 5);
        Assert.Equal(rows.Zip(probabilities, (row, p) => Array.IndexOf(p, p.Max()) == row.Class ? 1.0 : 0).Average(),
            metrics.MicroAccuracy, 9);
    }

    private IDataView Empty() => Rows.Of(_ml, Rows.Pictures(1, seed: 8));

    private sealed class Labelled
    {
        public int Class { get; set; }

        [VectorType(784)]
        public float[] X { get; set; } = [];
    }

    private sealed class Scored
    {
        [VectorType(10)]
        public float[] Score { get; set; } = [];
    }

    private sealed class Predicted
    {
        public int PredictedClass { get; set; }
    }
}
