using System.Diagnostics;
using LseMlNet.OnnxRuntime.Tests.Support;
using Microsoft.ML;

namespace LseMlNet.OnnxRuntime.Tests;

/// <summary>The transformer frees the memory of its session.</summary>
[Collection(nameof(RunsAlone))]
public class OnnxModelTests(ITestOutputHelper output)
{
    private const int Cycles = 10_000;
    // Until then, the allocators still reserve memory, even for a session that is used without ML.NET.
    private const int WarmUp = 4_000;
    private const long AllowedMegabytes = 16;

    private readonly MLContext _ml = new();

    [Fact]
    public void Dispose_NotCalledOnRows_StillFreesTheirBuffers()
    {
        const int length = 50_000, engines = 400;
        IDataView data = Rows.Of(_ml, [new float[length]]);
        using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(
            ScoringStage.Options(OnnxFile.Identity("batch", length))).Fit(data);
        long before = Collected();
        for (int i = 0; i < engines; i++)
        {
            var row = new ScoredRow(transformer, data);
            row.MoveNext();
            row.Get();
        }
        long grown = (Collected() - before) >> 20;

        output.WriteLine($"{engines} undisposed rows of {length} elements: {grown} MB more.");
        // Each row has a buffer of at least 200 KB. The last row may still be reachable.
        Assert.InRange(grown, long.MinValue, 8);
    }

    [Fact]
    public void Dispose_TenThousandCycles_KeepsMemoryFlat()
    {
        IDataView data = Rows.Of(_ml, Rows.Pictures(3, seed: 1));
        long before = 0;
        var watch = Stopwatch.StartNew();
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            // Collects garbage from time to time, because uncollected garbage is not a leak.
            long now = cycle % 1_000 == 0 ? ResidentMemory.Megabytes() : 0;
            if (cycle == WarmUp)
            {
                before = now;
            }

            using OnnxScoringTransformer transformer = _ml.Transforms.ScoreOnnxModel(
                ScoringStage.Options(SmallNetwork.Model, threads: 1)).Fit(data);
            using var row = new ScoredRow(transformer, data);
            row.MoveNext();
            row.Get();
        }
        long grown = ResidentMemory.Megabytes() - before;

        output.WriteLine($"{Cycles} cycles in {watch.Elapsed.TotalSeconds:F1} s; memory grew by {grown} MB.");
        Assert.InRange(grown, long.MinValue, AllowedMegabytes);
    }

    // Objects that a finalizer frees are collected in the next round.
    private static long Collected()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
