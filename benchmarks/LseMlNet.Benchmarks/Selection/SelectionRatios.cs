using System.Globalization;
using LseMlNet.Numerics;

namespace LseMlNet.Benchmarks.Selection;

/// <summary>TopK, which keeps a heap, beside a selection in O(n + k log k) and a sort of all classes; rows in random and in rising order.</summary>
internal static class SelectionRatios
{
    public static void Print()
    {
        Console.WriteLine("The k largest of a row of floats; medians of paired runs");
        Console.WriteLine();
        Console.WriteLine("| classes, k, order | TopK, µs a row | buffered quickselect ÷ TopK | sort of all ÷ TopK |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int classes in (int[])[1_000, 128_000])
        {
            foreach (int k in (int[])[1, 5, 10, 100])
            {
                foreach (bool rising in (bool[])[false, true])
                {
                    Console.WriteLine($"| {classes}, {k}, {(rising ? "rising" : "random")} | {string.Join(" | ", Row(classes, k, rising))} |");
                }
            }
        }
    }

    private static string[] Row(int classes, int k, bool rising)
    {
        var random = new Random(classes + k);
        float[] row = [.. Enumerable.Range(0, classes).Select(_ => (float)random.NextDouble())];
        if (rising)
        {
            Array.Sort(row);
        }

        var buffered = new BufferedSelection(k);
        float[] keys = new float[classes];
        int[] all = new int[classes];
        int[][] found = [new int[k], new int[k], new int[k]];
        SelectionPeer[] peers =
        [
            new("TopK", row, found[0], (values, indices) => Logits.TopK(values, indices)),
            new("buffered quickselect", row, found[1], buffered.Select),
            new("sort of all", row, found[2], (values, indices) => Sort(values, keys, all, indices)),
        ];
        double[][] times = Stopwatches.Paired(peers);
        if (!Values(row, found[0]).SequenceEqual(Values(row, found[1])) || !Values(row, found[0]).SequenceEqual(Values(row, found[2])))
        {
            throw new InvalidOperationException($"The ways differ at {classes} classes, k = {k}.");
        }

        return
        [
            (Median(times[0]) / 1e3).ToString("0.00", CultureInfo.InvariantCulture),
            .. times.Skip(1).Select(peer => Median(peer.Zip(times[0], (other, ours) => other / ours)).ToString("0.00", CultureInfo.InvariantCulture)),
        ];
    }

    private static void Sort(float[] row, float[] keys, int[] all, int[] indices)
    {
        for (int i = 0; i < row.Length; i++)
        {
            keys[i] = -row[i];
            all[i] = i;
        }

        Array.Sort(keys, all);
        Array.Copy(all, indices, indices.Length);
    }

    private static IEnumerable<float> Values(float[] row, int[] indices) => indices.Select(i => row[i]);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
