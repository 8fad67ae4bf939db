using System.Diagnostics;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>
/// Sessions start the requested number of threads, and a damaged model either opens or is refused with an error that names it.
/// </summary>
[Collection(nameof(RunsAlone))]
public class SessionFactoryTests(ITestOutputHelper output)
{
    // Far more threads than the .NET runtime starts or ends during a test. The thread that scores is one of them.
    private const int Threads = 64;

    private const int DamagedFiles = 1_000;
    private const int WarmUp = 200;
    private const long AllowedMegabytes = 40;

    private readonly MLContext _ml = new();

    [Fact]
    public void ScoreOnnxModel_IntraOpThreads_StartsThatMany()
    {
        int before = ThreadCount();

        using OnnxScoringTransformer transformer = FitWithThreads();

        Assert.InRange(ThreadCount() - before, Threads * 2 / 3, Threads * 4 / 3);
    }

    [Fact]
    public void Load_IntraOpThreads_StartsThatMany()
    {
        using var folder = new TemporaryFolder();
        using (OnnxScoringTransformer transformer = FitWithThreads())
        {
            _ml.Model.Save(transformer, null, folder["model.zip"]);
        }

        int before = ThreadCount();

        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);

        Assert.InRange(ThreadCount() - before, Threads * 2 / 3, Threads * 4 / 3);
    }

    [Fact]
    public void ScoreOnnxModel_ThousandDamagedFiles_OpensOrNamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder["damaged.onnx"];
        var options = new OnnxScoringOptions { OutputColumnName = "Y", InputColumnName = "X", ModelFile = path, IntraOpThreads = 1 };
        IDataView data = Rows.Of(_ml, Rows.Pictures(3, seed: 7));
        byte[] sound = File.ReadAllBytes(Repository.FashionModel);
        int opened = 0, scored = 0;
        long before = 0;
        for (int seed = 0; seed < DamagedFiles; seed++)
        {
            if (seed == WarmUp)
            {
                before = ResidentMemory.Megabytes();
            }

            File.WriteAllBytes(path, Damage(sound, new Random(seed)));
            try
            {
                using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(options).Fit(data);
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

        output.WriteLine($"{DamagedFiles} files: {opened} opened, {scored} scored; memory grew by {grown} MB.");
        Assert.InRange(scored, 1, DamagedFiles - 1);
        Assert.InRange(opened, 1, DamagedFiles - 1);
        Assert.InRange(grown, long.MinValue, AllowedMegabytes);
    }

    // Errors that occur while the model is opened name the file. Later errors name the column or the tensor.
    private static bool IsClear(Exception e, string path) => e switch
    {
        FormatException => e.Message.StartsWith($"ScoreOnnxModel: '{path}' is not an ONNX model that ONNX Runtime can open: ",
            StringComparison.Ordinal),
        NotSupportedException => e.Message.StartsWith("ScoreOnnxModel: model ", StringComparison.Ordinal)
            || e.Message.StartsWith($"ScoreOnnxModel: '{path}' ", StringComparison.Ordinal),
        ArgumentException or InvalidOperationException => e.Message.StartsWith("ScoreOnnxModel: ", StringComparison.Ordinal),
        _ => false,
    };

    // Flips bits, overwrites, removes or repeats bytes, or truncates the file. Most of the file is weights, where damage has little effect,
    // so two out of three positions are in the graph before and after the weights.
    private static byte[] Damage(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        int[] places = [random.Next(600), bytes.Length - 1 - random.Next(600), random.Next(bytes.Length)];
        int at = places[random.Next(places.Length)];
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

    private static int ThreadCount()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private OnnxScoringTransformer FitWithThreads() =>
        ScoringStage.Fit(_ml, OnnxFile.Identity("batch", 4), Rows.Of<float>(_ml, [0f, 0, 0, 0]), threads: Threads);
}
