using LseMlNet;
using LseMlNet.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>Metrics of overconfident logits, before and after temperature scaling.</summary>
internal static class Calibration
{
    public static void Run()
    {
        var ml = new MLContext();
        IDataView heldOut = ml.Data.LoadFromEnumerable(OverconfidentRows(seed: 1));
        IDataView test = ml.Data.LoadFromEnumerable(OverconfidentRows(seed: 2));

        var calibrator = ml.Transforms.TemperatureScaling("Calibrated", "Logits", labelColumnName: "Label").Fit(heldOut);
        LogitsMetrics before = ml.MulticlassClassification.EvaluateLogits(test, "Label", "Logits");
        LogitsMetrics after = ml.MulticlassClassification.EvaluateLogits(calibrator.Transform(test), "Label", "Calibrated");

        Console.WriteLine($"logits that were multiplied by 3; temperature found: {calibrator.Temperature:0.00}");
        Console.WriteLine($"  log-loss           {before.LogLoss:0.000} → {after.LogLoss:0.000} nats");
        Console.WriteLine($"  calibration error  {before.ExpectedCalibrationError:0.000} → {after.ExpectedCalibrationError:0.000}");
    }

    // Draws labels from the softmax of random logits, and multiplies the logits by 3 afterwards.
    private static IEnumerable<LabelledRow> OverconfidentRows(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 5000; i++)
        {
            float[] logits = [.. Enumerable.Range(0, 3).Select(_ => (float)(4 * random.NextDouble()))];
            var probabilities = new float[3];
            Logits.Softmax(logits, probabilities);
            double draw = random.NextDouble();
            uint label = draw < probabilities[0] ? 0u : draw < probabilities[0] + probabilities[1] ? 1u : 2u;
            yield return new LabelledRow { Logits = [.. logits.Select(x => 3 * x)], Label = label };
        }
    }

    private sealed class LabelledRow
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
