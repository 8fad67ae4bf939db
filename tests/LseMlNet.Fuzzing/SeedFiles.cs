using System.Text;
using LseMlNet.Cli.Options;
using LseMlNet.Cli.Pictures;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Fuzzing;

/// <summary>Small, correct inputs: files that ship with the program, and a few that are created here.</summary>
internal static class SeedFiles
{
    public static IEnumerable<byte[]> Models() => [File.ReadAllBytes(ModelChoice.ShippedModel)];

    public static IEnumerable<byte[]> Labels() =>
        [File.ReadAllBytes(ModelChoice.ShippedLabels), "n02123045 tabby, tabby cat\r\nn07920052 espresso\r\n"u8.ToArray(),
            Encoding.Unicode.GetBytes("\uFEFFa\nb\n")];

    // Two pictures of 3 x 2 pixels, and their labels.
    public static IEnumerable<byte[]> Idx() =>
        [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 0, 8, 1, 0, 0, 0, 2, 3, 4]];

    public static IEnumerable<byte[]> Presets() =>
    [
        """{"do_resize":true,"size":{"shortest_edge":256},"resample":2,"do_center_crop":true,"crop_size":{"height":224,"width":224},"do_normalize":true,"image_mean":[0.485,0.456,0.406],"image_std":[0.229,0.224,0.225],"do_rescale":true,"rescale_factor":0.00392}"""u8.ToArray(),
        """{"size":224,"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5]}"""u8.ToArray(),
    ];

    public static IEnumerable<byte[]> Pictures() =>
        Directory.GetFiles(PictureFinder.Shipped).Order(StringComparer.Ordinal).Take(3).Select(File.ReadAllBytes).Concat([Gif, Bmp]);

    public static IEnumerable<byte[]> Sums()
    {
        var ml = new MLContext(seed: 1);
        LabelledRow[] rows = [new() { Logits = [1, 2], Label = 1 }, new() { Logits = [3, 0], Label = 1 }];
        IDataView data = ml.Data.LoadFromEnumerable(rows);
        LogitsMetricsOptions[] options =
        [
            new() { BinCount = 2 },
            new()
            {
                BinCount = 2, Binning = CalibrationBinning.EqualMass, ClasswiseCalibration = true, KeepConfidences = true, KeepScores = true,
                BootstrapReplicates = 2,
            },
        ];
        foreach (LogitsMetricsOptions choice in options)
        {
            using var stream = new MemoryStream();
            ml.MulticlassClassification.SumLogits(data, choice, "part").Save(stream);
            yield return stream.ToArray();
        }
    }

    public static IEnumerable<byte[]> Forms() =>
    [
        Encoding.ASCII.GetBytes(
            "multipart/form-data; boundary=x\n--x\r\nContent-Disposition: form-data; name=\"picture\"; " +
            "filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"),
        Encoding.ASCII.GetBytes("image/png\nabc"),
        Encoding.ASCII.GetBytes("application/json\n{\"image\":\"AAAA\"}"),
        Encoding.ASCII.GetBytes("application/json\n{\"images\":[\"AAAA\",\"AA==\"]}"),
    ];

    // One pixel.
    private static byte[] Gif => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private static byte[] Bmp =>
        [0x42, 0x4D, 0x3A, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 0x28, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0x18, 0, 0, 0, 0, 0, 4, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0];

    private sealed class LabelledRow
    {
        [VectorType(2)]
        public float[] Logits { get; set; } = [];

        [KeyType(2)]
        public uint Label { get; set; }
    }
}
