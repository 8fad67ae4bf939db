using System.Diagnostics;
using System.Globalization;
using LseMlNet.Images;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace LseMlNet.Benchmarks.Pictures;

/// <summary>
/// The throughput of <c>lsemlnet</c> on photographs, against decoding them with the same codec, and the stage PreprocessImages against
/// ML.NET's own stages.
/// </summary>
internal static class PictureRatios
{
    private const int Rounds = 3;

    // This number of pictures is enough for a cursor.
    private const int StagePictures = 48;

    public static void Print(int count)
    {
        using var folder = new TemporaryFolder();
        Photographs.Write(folder.FullName, count);
        string[] files = [.. Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal)];
        Console.WriteLine(Invariant($"{count:N0} JPEG files of 1 to 3 megapixels, {files.Average(file => new FileInfo(file).Length) / 1e6:F1} MB each; {Environment.ProcessorCount} processors"));

        var ratios = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            double decoding = count / Seconds(() => DecodeAll(files));
            var run = ProgramOnPictures.Run(folder.FullName);
            double program = count / run.Time.TotalSeconds;
            ratios.Add(program / decoding);
            Console.WriteLine(Invariant(
                $"decoding alone {decoding,6:F0} pictures a second, lsemlnet {program,6:F0}, ratio {ratios[^1]:F2}; memory, MiB: second quarter {run.MemoryBefore:F0}, last quarter {run.MemoryAfter:F0}, largest {run.LargestMemory:F0}"));
        }

        Console.WriteLine(Invariant($"median ratio   {Median(ratios):F2}"));
        foreach (int side in new[] { 28, 224 })
        {
            PrintStage(files[..Math.Min(StagePictures, files.Length)], side);
        }
    }

    // Each thread reuses its memory, as the program does.
    private static void DecodeAll(string[] files) => Parallel.ForEach(
        files,
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
        () => Array.Empty<byte>(),
        (file, _, memory) => Decode(file, memory),
        _ => { });

    private static unsafe byte[] Decode(string file, byte[] memory)
    {
        using SKData data = SKData.CreateCopy(File.ReadAllBytes(file));
        using SKCodec codec = SKCodec.Create(data);
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Opaque);
        byte[] pixels = memory.Length >= info.BytesSize ? memory : new byte[info.BytesSize];
        fixed (byte* address = pixels)
        {
            return codec.GetPixels(info, (nint)address) == SKCodecResult.Success ? pixels : throw new InvalidDataException(file);
        }
    }

    private static void PrintStage(string[] files, int side)
    {
        var ml = new MLContext();
        IDataView data = ml.Data.LoadFromEnumerable(files.Select(file => new Row { File = file }));
        PreprocessImagesTransformer ours = ml.Transforms.PreprocessImages("Pixels", "File", new ImagePreprocessingOptions { Width = side, Height = side }).Fit(data);
        TransformerChain<ImagePixelExtractingTransformer> inBox = ml.Transforms.LoadImages("Image", "", "File")
            .Append(ml.Transforms.ResizeImages("Image", side, side)).Append(ml.Transforms.ExtractPixels("Pixels", "Image")).Fit(data);
        var ratios = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            double ourTime = Seconds(() => Read(ours.Transform(data))), inBoxTime = Seconds(() => Read(inBox.Transform(data)));
            // The first round compiles the code.
            if (round > 0)
            {
                ratios.Add(inBoxTime / ourTime);
                Console.WriteLine(Invariant(
                    $"{side} x {side}, one cursor: LoadImages, ResizeImages, ExtractPixels {1000 * inBoxTime / files.Length:F1} ms a picture, PreprocessImages {1000 * ourTime / files.Length:F1}, ratio {ratios[^1]:F2}"));
            }
        }

        Console.WriteLine(Invariant($"median ratio   {Median(ratios):F2}"));
    }

    private static void Read(IDataView data)
    {
        DataViewSchema.Column column = data.Schema["Pixels"];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> pixels = default;
        while (cursor.MoveNext())
        {
            get(ref pixels);
        }
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public string File { get; set; } = "";
    }
}
