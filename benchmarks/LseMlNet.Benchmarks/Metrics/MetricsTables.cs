using LseMlNet.Benchmarks.Peers;
using LseMlNet.Benchmarks.Ratios;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Metrics;

/// <summary>
/// Compares EvaluateLogits with ML.NET's own evaluation of the same cached rows, and TemperatureScaling with bare passes of a kernel and
/// with scipy. Everything runs on all processors.
/// </summary>
internal static class MetricsTables
{
    private const string Missing = "";

    public static void Print(Filter filter)
    {
        PythonPeer? python = PythonPeer.Find();
        Console.WriteLine(python?.Versions ?? "Python with scipy and scikit-learn was not found; its columns are empty.");
        Table.Begin(
            "EvaluateLogits, rows x classes", "ms", "ns/row", "Softmax, SelectLabel and in-box Evaluate ÷ EvaluateLogits", "scikit-learn ÷ EvaluateLogits");
        foreach ((int rows, int classes) in ((int, int)[])[(1_000_000, 10), (100_000, 100), (20_000, 1_000)])
        {
            if (filter.SelectsShape($"{classes}"))
            {
                Evaluate(rows, classes, python is not null);
            }
        }

        Table.Begin(
            "TemperatureScaling.Fit, rows x classes", "ms", "passes", "time of Fit in passes of CrossEntropy", "of one pass", "scipy ÷ Fit");
        foreach ((int rows, int classes) in ((int, int)[])[(20_000, 1_000), (1_000_000, 10), (10_000_000, 3)])
        {
            if (filter.SelectsShape($"{classes}"))
            {
                Fit(rows, classes, python is not null);
            }
        }
    }

    private static void Evaluate(int rows, int classes, bool hasPython)
    {
        var ml = new MLContext(seed: 1);
        var data = new LabelledRows(ml, rows, classes);
        var predict = ml.Transforms.Softmax("Score", "Logits").Append(ml.Transforms.SelectLabel("PredictedLabel", "Score")).Fit(data.Data);
        LogitsMetrics? ours = null;
        MulticlassClassificationMetrics? inBox = null;
        IPeer[] peers =
        [
            new ActionPeer("EvaluateLogits", () => ours = ml.MulticlassClassification.EvaluateLogits(data.Data)),
            new ActionPeer("in-box", () => inBox = ml.MulticlassClassification.Evaluate(predict.Transform(data.Data))),
        ];
        double[][] times = Stopwatches.Paired(peers);
        Check(inBox!.LogLoss, ours!.LogLoss, data);
        string scikitLearn = Missing;
        double median = Figures.Median(times[0]);
        if (hasPython)
        {
            (double seconds, double loss) = PythonPeer.Measure("evaluate", data, repetitions: 3);
            Check(loss, ours.LogLoss, data);
            scikitLearn = Figures.Text(seconds * 1e9 / median, "0.0");
        }

        Table.Row(data.Shape, Milliseconds(times[0]), Figures.Text(median / rows, "0"), Figures.Ratio(times[1], times[0]), scikitLearn);
    }

    private static void Fit(int rows, int classes, bool hasPython)
    {
        var ml = new MLContext(seed: 1);
        var data = new LabelledRows(ml, rows, classes);
        var counted = new CountingData(data.Data);
        double temperature = ml.Transforms.TemperatureScaling("Calibrated", "Logits").Fit(counted).Temperature;
        float[] losses = new float[rows];
        IPeer[] peers =
        [
            new ActionPeer("Fit", () => ml.Transforms.TemperatureScaling("Calibrated", "Logits").Fit(data.Data)),
            new ActionPeer("CrossEntropy", () => Numerics.Logits.CrossEntropy(data.Logits, classes, data.Labels, losses, maxDegreeOfParallelism: -1)),
        ];
        double[][] times = Stopwatches.Paired(peers);
        string scipy = Missing;
        double median = Figures.Median(times[0]);
        if (hasPython)
        {
            (double seconds, double found) = PythonPeer.Measure("fit", data, repetitions: 1);
            Check(found, temperature, data);
            scipy = Figures.Text(seconds * 1e9 / median, "0.0");
        }

        double[] perPass = [.. times[0].Select(time => time / counted.Passes)];
        Table.Row(
            data.Shape, Milliseconds(times[0]), $"{counted.Passes}", Figures.Ratio(times[0], times[1]), Figures.Ratio(perPass, times[1]), scipy);
    }

    private static string Milliseconds(double[] times) => Figures.Text(Figures.Median(times) / 1e6, "0");

    // The peers compute in single precision, in which the loss is flat near its minimum.
    private static void Check(double peer, double ours, LabelledRows data)
    {
        if (!(Math.Abs(peer - ours) <= 1e-2 * ours))
        {
            throw new InvalidOperationException($"A peer found {peer} and LseMlNet {ours} for {data.Shape}.");
        }
    }
}
