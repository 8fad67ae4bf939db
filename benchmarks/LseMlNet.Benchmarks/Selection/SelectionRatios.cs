using LseMlNet.Numerics;

namespace LseMlNet.Benchmarks.Selection;

/// <summary>
/// Compares TopK, which uses a heap, with a selection in O(n + k log k) and with sorting all classes, for random and ascending rows.
/// </summary>
internal static class SelectionRatios
{
    public static void Print()
    {
        Console.WriteLine("The k largest elements of a row of floats; medians of paired runs");
        Console.WriteLine();
        Console.WriteLine("| classes, k, order | TopK, µs/row | buffered quickselect ÷ TopK | full sort ÷ TopK |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int classes in (int[])[1_000, 128_000])
        {
            foreach (int k in (int[])[1, 5, 10, 100])
            {
                foreach (bool rising in (bool[])[false, true])
                {
                    string order = rising ? "ascending" : "random";
                    Console.WriteLine($"| {classes}, {k}, {order} | {string.Join(" | ", Row(classes, k, rising))} |");
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
            new("full sort", row, found[2], (values, indices) => Sort(values, keys, all, indices)),
        ];
        double[][] times = Stopwatches.Paired(peers);
        if (!Values(row, found[0]).SequenceEqual(Values(row, found[1])) || !Values(row, found[0]).SequenceEqual(Values(row, found[2])))
        {
            throw new InvalidOperationException($"The results of the peers differ for {classes} classes and k = {k}.");
        }

        return [Figures.Text(Figures.Median(times[0]) / 1e3, "0.00"), .. times.Skip(1).Select(peer => Figures.Ratio(peer, times[0]))];
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
}
