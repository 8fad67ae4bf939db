using System.Globalization;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>Files of logits and true classes, as NumPy writes them.</summary>
internal static class NpyLogits
{
    public const int Classes = 5;

    /// <summary>Writes logits.npy and labels.npy to a folder.</summary>
    public static (float[][] Logits, int[] Labels) Write(TemporaryFolder folder, int rows)
    {
        var random = new Random(rows);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Classes))];
        float[][] logits = [.. labels.Select(label => Enumerable.Range(0, Classes)
            .Select(i => (float)(4 * random.NextDouble() + (i == label ? 1 : 0))).ToArray())];
        File.WriteAllBytes(
            folder["logits.npy"],
            [.. NpyHeader.Of("<f4", $"({rows}, {Classes})"), .. logits.SelectMany(row => row).SelectMany(BitConverter.GetBytes)]);
        File.WriteAllBytes(folder["labels.npy"], [.. NpyHeader.Of("<i4", $"({rows},)"), .. labels.SelectMany(BitConverter.GetBytes)]);
        return (logits, labels);
    }

    /// <summary>The same rows as lines of CSV, with the class in the last column.</summary>
    public static void WriteCsv(string file, float[][] logits, int[] labels) => File.WriteAllLines(
        file,
        [
            $"{string.Join(',', Enumerable.Range(0, Classes).Select(i => $"c{i}"))},label",
            .. logits.Zip(
                labels,
                (row, label) => $"{string.Join(',', row.Select(logit => logit.ToString("R", CultureInfo.InvariantCulture)))},{label}"),
        ]);
}
