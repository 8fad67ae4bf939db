using System.Diagnostics;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>The number of threads that the options ask for, seen as threads of this process.</summary>
[Collection(nameof(Alone))]
public class IntraOpThreadsTests
{
    // Far more than the runtime starts or ends meanwhile; the thread that scores is one of them.
    private const int Threads = 64;

    private readonly MLContext _ml = new();

    [Fact]
    public void ScoreOnnxModel_IntraOpThreads_StartsThatMany()
    {
        int before = ThreadCount();

        using OnnxScoringTransformer transformer = Fit();

        Assert.InRange(ThreadCount() - before, Threads * 2 / 3, Threads * 4 / 3);
    }

    [Fact]
    public void Load_IntraOpThreads_StartsThatMany()
    {
        using var folder = new TemporaryFolder();
        using (OnnxScoringTransformer transformer = Fit())
        {
            _ml.Model.Save(transformer, null, folder["model.zip"]);
        }

        int before = ThreadCount();

        using var loaded = (OnnxScoringTransformer)_ml.Model.Load(folder["model.zip"], out _);

        Assert.InRange(ThreadCount() - before, Threads * 2 / 3, Threads * 4 / 3);
    }

    private static int ThreadCount()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }

    private OnnxScoringTransformer Fit() => _ml.Transforms.ScoreOnnxModel(new OnnxScoringOptions
    {
        OutputColumnName = "Y",
        InputColumnName = "X",
        ModelBytes = OnnxFile.Identity("batch", 4),
        IntraOpThreads = Threads,
    }).Fit(Rows.Of<float>(_ml, [0f, 0, 0, 0]));
}
