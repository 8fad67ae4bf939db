using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace QuickStart;

/// <summary>Predicts on many threads. A PredictionEngine serves one thread at a time, so each thread gets one from a pool.</summary>
internal static class EnginePool
{
    public static void Run()
    {
        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable([new Scored { Logits = [0, 0, 0] }]);
        ITransformer model = ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(ml.Transforms.LogSoftmax("LogProbabilities", "Logits"))
            .Append(ml.Transforms.LogSumExp("LogSumExp", "Logits"))
            .Fit(data);

        var engines = new DefaultObjectPool<PredictionEngine<Scored, Prediction>>(new EnginePolicy(ml, model));
        double total = 0;
        Parallel.For(0, 10_000, i =>
        {
            PredictionEngine<Scored, Prediction> engine = engines.Get();
            Prediction prediction = engine.Predict(new Scored { Logits = [i, i + 1, i + 2] });
            engines.Return(engine);
            lock (engines)
            {
                total += Math.Round(prediction.Probabilities[2], 6);
            }
        });

        Console.WriteLine($"10,000 predictions with pooled engines, {total / 10_000:0.000000} on average");
    }

    private sealed class EnginePolicy(MLContext ml, ITransformer model) : PooledObjectPolicy<PredictionEngine<Scored, Prediction>>
    {
        public override PredictionEngine<Scored, Prediction> Create() => ml.Model.CreatePredictionEngine<Scored, Prediction>(model);

        public override bool Return(PredictionEngine<Scored, Prediction> engine) => true;
    }
}
