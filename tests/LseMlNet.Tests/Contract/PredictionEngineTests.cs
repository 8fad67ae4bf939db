using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using LogitsFunctions = LseMlNet.Numerics.Logits;

namespace LseMlNet.Tests.Contract;

public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Predict_AllThreeStages_EqualKernels()
    {
        ITransformer model = Model();
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);

        foreach (float[] logits in RandomRows.CreateSingle(100, 3, seed: 41))
        {
            Output output = engine.Predict(new Input { Logits = logits });
            Assert.Equal(Stage.Softmax.Compute(logits), output.Probabilities);
            Assert.Equal(Stage.LogSoftmax.Compute(logits), output.LogProbabilities);
            Assert.Equal(LogitsFunctions.LogSumExp(logits.AsSpan()), output.LogSumExp);
        }
    }

    [Fact]
    public void Predict_EnginesOnManyThreadsOverOneModel_DoNotDisturbEachOther()
    {
        ITransformer model = Model();
        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 16 }, thread =>
        {
            using var engine = new MLContext().Model.CreatePredictionEngine<Input, Output>(model);
            foreach (float[] logits in RandomRows.CreateSingle(500, 3, seed: 100 + thread))
                Assert.Equal(Stage.Softmax.Compute(logits), engine.Predict(new Input { Logits = logits }).Probabilities);
        });
    }

    private ITransformer Model()
    {
        IDataView empty = _ml.Data.LoadFromEnumerable(Array.Empty<Input>());
        return _ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(_ml.Transforms.LogSoftmax("LogProbabilities", "Logits"))
            .Append(_ml.Transforms.LogSumExp("LogSumExp", "Logits"))
            .Fit(empty);
    }

    private sealed class Input
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];
    }

    private sealed class Output
    {
        public float[] Probabilities { get; set; } = [];

        public float[] LogProbabilities { get; set; } = [];

        public float LogSumExp { get; set; }
    }
}
