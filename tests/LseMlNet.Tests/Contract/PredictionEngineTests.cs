using LseMlNet.Tests.Support;
using Microsoft.ML;
using Microsoft.ML.Data;
using LogitsFunctions = LseMlNet.Numerics.Logits;

namespace LseMlNet.Tests.Contract;

public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Predict_ThreeStages_EqualsKernels()
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
    public void Predict_RowsWithoutSoftmax_AreCountedByTransformer()
    {
        SoftmaxTransformer softmax = _ml.Transforms.Softmax("Probabilities", "Logits").Fit(
            _ml.Data.LoadFromEnumerable(Array.Empty<Input>()));
        using var engine = _ml.Model.CreatePredictionEngine<Input, Probabilities>(softmax);
        foreach (float logit in (float[])[1, float.NaN, 2, float.NaN, float.PositiveInfinity])
        {
            engine.Predict(new Input { Logits = [0, logit, 1] });
        }

        Assert.Equal(3, softmax.InvalidRowCount);
    }

    [Fact]
    public void Predict_MillionRowsOnSixteenThreads_HasNoRaceAndFlatMemory()
    {
        const int threads = 16, predictions = 1_000_000 / threads;
        ITransformer model = SavedAndLoaded(Model());
        float[][] rows = RandomRows.CreateSingle(64, 3, seed: 42);
        float[][] expected = Array.ConvertAll(rows, Stage.Softmax.Compute);
        float[] logSumExps = Array.ConvertAll(rows, row => LogitsFunctions.LogSumExp(row.AsSpan()));
        int wrong = 0;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(seed => new Thread(() =>
        {
            using var engine = new MLContext().Model.CreatePredictionEngine<Input, Output>(model);
            var input = new Input();
            var output = new Output();
            for (int i = 0; i < predictions; i++)
            {
                int row = (i + seed) % rows.Length;
                input.Logits = rows[row];
                engine.Predict(input, ref output);
                if (!output.Probabilities.AsSpan().SequenceEqual(expected[row]) || output.LogSumExp != logSumExps[row])
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        long after = GC.GetTotalMemory(forceFullCollection: true);

        // Rows that contain NaN never compare equal, so no expected row may contain a NaN.
        Assert.All(expected, row => Assert.All(row, p => Assert.True(float.IsFinite(p))));
        Assert.Equal(0, wrong);
        Assert.True(after - before < 8 << 20, $"{after - before:N0} bytes more after {threads * predictions:N0} predictions.");
    }

    private ITransformer SavedAndLoaded(ITransformer model)
    {
        IDataView empty = _ml.Data.LoadFromEnumerable(Array.Empty<Input>());
        return _ml.Model.Load(new MemoryStream(SavedPipeline.Save(_ml, model, empty.Schema)), out _);
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

    private sealed class Probabilities
    {
        [ColumnName("Probabilities")]
        public float[] Values { get; set; } = [];
    }
}
