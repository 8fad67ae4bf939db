using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>Model files that were damaged on their way: each opens, or is refused in words that name it.</summary>
[Collection(nameof(Alone))]
public class DamagedModelTests(ITestOutputHelper output)
{
    private const int Files = 1_000;
    private const int WarmUp = 200;
    private const long AllowedMegabytes = 40;

    private readonly MLContext _ml = new();

    [Fact]
    public void ScoreOnnxModel_ThousandMutatedFiles_EachOpensOrSaysWhichFileIsWrong()
    {
        using var folder = new TemporaryFolder();
        IDataView data = Rows.Of(_ml, Rows.Pictures(3, seed: 7));
        byte[] sound = File.ReadAllBytes(Repository.FashionModel);
        int opened = 0, scored = 0;
        long before = 0;
        for (int seed = 0; seed < Files; seed++)
        {
            if (seed == WarmUp)
            {
                before = ResidentMemory.Megabytes();
            }

            string path = folder["mutated.onnx"];
            File.WriteAllBytes(path, Mutated(sound, new Random(seed)));
            try
            {
                using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(
                    new OnnxScoringOptions { OutputColumnName = "Y", InputColumnName = "X", ModelFile = path, IntraOpThreads = 1 }).Fit(data);
                opened++;
                using var row = new ScoredRow(transformer, data);
                row.MoveNext();
                row.Get();
                scored++;
            }
            catch (Exception e)
            {
                Assert.True(IsClear(e, path), $"seed {seed}: {e}");
            }
        }
        long grown = ResidentMemory.Megabytes() - before;

        output.WriteLine($"{Files} files: {opened} opened, {scored} scored; memory grew by {grown} MB.");
        Assert.InRange(scored, 1, Files - 1);
        Assert.InRange(opened, 1, Files - 1);
        Assert.InRange(grown, long.MinValue, AllowedMegabytes);
    }

    // What is said while the model is opened names the file; later on, the column or the tensor.
    private static bool IsClear(Exception e, string path) => e switch
    {
        FormatException => e.Message.StartsWith($"ScoreOnnxModel: '{path}' is no ONNX model that ONNX Runtime can open: ", StringComparison.Ordinal),
        NotSupportedException => e.Message.StartsWith("ScoreOnnxModel: model ", StringComparison.Ordinal) || e.Message.StartsWith($"ScoreOnnxModel: '{path}' ", StringComparison.Ordinal),
        ArgumentException or InvalidOperationException => e.Message.StartsWith("ScoreOnnxModel: ", StringComparison.Ordinal),
        _ => false,
    };

    // Bits that flip anywhere or in the graph around the weights, bytes that are lost or doubled, files that end early.
    private static byte[] Mutated(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        // The weights are most of the file; of what stands before and after them, each byte counts.
        int[] near = [random.Next(600), bytes.Length - 1 - random.Next(600), random.Next(bytes.Length)];
        int at = near[random.Next(near.Length)];
        int length = random.Next(1, 40);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                random.NextBytes(bytes.AsSpan(at, Math.Min(length, bytes.Length - at)));
                return bytes;
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(at + length, bytes.Length)..]];
            case 4:
                return [.. bytes[..at], .. bytes[Math.Max(0, at - length)..]];
            default:
                return bytes[..at];
        }
    }
}
