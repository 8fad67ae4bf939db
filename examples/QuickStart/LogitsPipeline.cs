using Microsoft.ML;

namespace QuickStart;

/// <summary>Fits, saves and loads a pipeline, and predicts with it.</summary>
internal static class LogitsPipeline
{
    public static void Run()
    {
        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable([new Scored { Logits = [1000, 1001, 1002] }]);

        var pipeline = ml.Transforms.Softmax("Probabilities", "Logits")
            .Append(ml.Transforms.LogSoftmax("LogProbabilities", "Logits"))
            .Append(ml.Transforms.LogSumExp("LogSumExp", "Logits"));
        string file = Path.GetTempFileName();
        ml.Model.Save(pipeline.Fit(data), data.Schema, file);

        ITransformer loaded = ml.Model.Load(file, out _);
        File.Delete(file);
        var engine = ml.Model.CreatePredictionEngine<Scored, Prediction>(loaded);
        Prediction prediction = engine.Predict(new Scored { Logits = [101, 102, 103] });

        Console.WriteLine("a pipeline, saved and loaded, on [101, 102, 103]");
        Console.WriteLine($"  probabilities      {Text.Row(prediction.Probabilities)}");
        Console.WriteLine($"  log-probabilities  {Text.Row(prediction.LogProbabilities)}");
        Console.WriteLine($"  log-sum-exp        {prediction.LogSumExp:0.####}");
    }
}
