using System.Diagnostics;
using System.Globalization;
using LseMlNet.Benchmarks.Ratios;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>One pass of a cursor over 100,000 rows in a fresh process, through Softmax and through an in-box stage.</summary>
internal static class ColdStageTable
{
    private const int Processes = 3;
    private const int Rows = 100_000;

    public static void Print(Filter filter)
    {
        // The stage needs the packages of this program, so it cannot run precompiled.
        Settings[] all = [.. Settings.All.Where(settings => settings.PublishProperties is [])];
        Table.Begin(
            "one pass over 100,000 rows, N",
            all.SelectMany(settings => (string[])[$"{settings.Name}: Softmax, ms", "NormalizeLpNorm ÷ Softmax"]));
        foreach (string length in ((string[])["10", "100", "1000"]).Where(filter.SelectsShape))
        {
            Table.Row(length, all.SelectMany(settings => Cells(settings, length)));
        }
    }

    /// <summary>Prints the milliseconds of one pass.</summary>
    public static void MeasurePass(string stage, int length)
    {
        var ml = new MLContext(seed: 1);
        var random = new Random(length);
        StageData.Row[] rows =
        [
            .. Enumerable.Range(0, 64).Select(_ => new StageData.Row
            {
                Logits = new VBuffer<float>(length, [.. Enumerable.Range(0, length).Select(_ => 8 * random.NextSingle() - 4)]),
            }),
        ];
        IDataView data = StageData.Create(ml, Enumerable.Range(0, Rows).Select(i => rows[i % rows.Length]), length);
        IEstimator<ITransformer> estimator =
            stage == "Softmax" ? ml.Transforms.Softmax("Out", "Logits") : ml.Transforms.NormalizeLpNorm("Out", "Logits");
        using CursorPeer pass = new(data, estimator);
        var watch = Stopwatch.StartNew();
        pass.Run(1);
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString("R", CultureInfo.InvariantCulture));
    }

    private static string[] Cells(Settings settings, string length)
    {
        double[][] times =
        [
            .. Enumerable.Range(0, Processes).Select(_ =>
                (double[])[Measure(settings, "Softmax", length), Measure(settings, "NormalizeLpNorm", length)]),
        ];
        double[] softmax = [.. times.Select(pair => pair[0])];
        return [Figures.Text(Figures.Median(softmax), "0"), Figures.Ratio([.. times.Select(pair => pair[1])], softmax)];
    }

    private static double Measure(Settings settings, string stage, string length) =>
        double.Parse(Child.RunSelf(settings, "pass", stage, length)[0][0], CultureInfo.InvariantCulture);
}
