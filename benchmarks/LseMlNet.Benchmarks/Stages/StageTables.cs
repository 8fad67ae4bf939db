using LseMlNet.Benchmarks.Peers;
using LseMlNet.Benchmarks.Ratios;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Benchmarks.Stages;

/// <summary>
/// Measures what a stage costs in a pipeline, both in a cursor, compared with in-box stages, and in a prediction engine.
/// </summary>
internal static class StageTables
{
    private const int Elements = 200_000;

    public static void Print(Filter filter)
    {
        Table.Begin(
            "stage, N", "Softmax, rows/s", "NormalizeLpNorm ÷ Softmax", "CopyColumns ÷ Softmax", "Softmax ÷ (CopyColumns + kernel)");
        foreach (int columns in ((int[])[3, 10, 100, 1_000]).Where(columns => filter.SelectsShape($"{columns}")))
        {
            foreach (bool sparse in (bool[])[false, true])
            {
                Table.Row($"{columns}, {(sparse ? "sparse" : "dense")}", Row(columns, sparse));
            }
        }

        if (filter.SelectsShape("10"))
        {
            Table.Begin("PredictionEngine, N = 10", "µs/call", "bytes/call");
            Prediction();
        }
    }

    private static IEnumerable<string> Row(int columns, bool sparse)
    {
        int rows = Elements / columns;
        var ml = new MLContext(seed: 1);
        float[][] logits = [.. Enumerable.Range(0, rows).Select(seed => Logits(columns, seed, sparse))];
        IDataView data = ml.Data.Cache(StageData.Create(ml, logits, sparse));
        float[] flat = [.. logits.SelectMany(row => row)];
        IPeer[] peers =
        [
            new CursorPeer(data, ml.Transforms.Softmax("Out", "Logits")),
            new CursorPeer(data, ml.Transforms.NormalizeLpNorm("Out", "Logits")),
            new CursorPeer(data, ml.Transforms.CopyColumns("Out", "Logits")),
            new OursPeer<float>(new(Operation.Softmax, new Shape(-1, rows, columns), flat)),
        ];
        double[][] times = Stopwatches.Paired(peers);
        foreach (IPeer peer in peers)
        {
            peer.Dispose();
        }

        yield return Figures.Text(Figures.Median(times[0].Select(time => rows / time * 1e9)), "0");
        yield return Figures.Ratio(times[1], times[0]);
        yield return Figures.Ratio(times[2], times[0]);
        yield return Figures.Ratio(times[0], [.. times[2].Zip(times[3], (copy, kernel) => copy + kernel)]);
    }

    private static void Prediction()
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(Array.Empty<EnginePeer.Input>());
        (string Name, EnginePeer Peer)[] peers =
        [
            ("Softmax", new EnginePeer(ml, ml.Transforms.Softmax("Out", "Logits").Fit(data))),
            ("NormalizeLpNorm", new EnginePeer(ml, ml.Transforms.NormalizeLpNorm("Out", "Logits").Fit(data))),
            ("CopyColumns", new EnginePeer(ml, ml.Transforms.CopyColumns("Out", "Logits").Fit(data))),
        ];
        double[][] times = Stopwatches.Paired([.. peers.Select(peer => peer.Peer)]);
        for (int i = 0; i < peers.Length; i++)
        {
            string microseconds = Figures.Text(Figures.Median(times[i]) / 1e3, "0.000");
            Table.Row(peers[i].Name, microseconds, Figures.Text(peers[i].Peer.BytesPerCall(), "0.0"));
            peers[i].Peer.Dispose();
        }
    }

    private static float[] Logits(int columns, int seed, bool sparse)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, columns).Select(_ => sparse && random.Next(4) != 0 ? 0 : (float)(6 * random.NextDouble() - 3))];
    }
}
