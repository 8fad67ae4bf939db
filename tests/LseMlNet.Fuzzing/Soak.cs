using System.Diagnostics;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Options;
using LseMlNet.Cli.Pictures;
using Microsoft.ML;

namespace LseMlNet.Fuzzing;

/// <summary>
/// Loads, saves, scores and disposes pipelines on 16 threads, and reports the memory and the open handles of the process. A leak appears as
/// a number that keeps rising from line to line.
/// </summary>
internal static class Soak
{
    private const int Threads = 16;
    private const int Rows = 40;

    // The allowed growth: more than the garbage collector and the thread pool cause after the first minute.
    private const double MostGrowth = 1.25;
    private const int MostNewHandles = 40;

    public static int Run(TimeSpan time)
    {
        byte[] saved = Save();
        byte[] picture = File.ReadAllBytes(PictureFinder.Find(PictureFinder.Shipped).Pictures[0].File);
        var clock = Stopwatch.StartNew();
        long rounds = 0;
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() => Work(number)))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        var reports = new List<(double Memory, int Handles)>();
        TimeSpan interval = time / 10;
        while (clock.Elapsed < time && failure is null)
        {
            Thread.Sleep(interval);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            using var process = Process.GetCurrentProcess();
            reports.Add((process.WorkingSet64 / 1048576.0, process.HandleCount));
            Console.WriteLine(
                $"{clock.Elapsed:mm\\:ss}  {Interlocked.Read(ref rounds),8} rounds  {reports[^1].Memory,7:F0} MiB  " +
                $"{reports[^1].Handles,5} handles");
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if (failure is not null)
        {
            Console.Error.WriteLine(failure);
            return 1;
        }

        // The first report still belongs to the warm-up.
        bool isFlat = reports[^1].Memory <= MostGrowth * reports[1].Memory && reports[^1].Handles <= reports[1].Handles + MostNewHandles;
        Console.WriteLine(isFlat ? "flat" : "memory or handles grew");
        return isFlat ? 0 : 1;

        void Work(int number)
        {
            try
            {
                while (clock.Elapsed < time && failure is null)
                {
                    Round(new MLContext(seed: number), saved, picture);
                    Interlocked.Increment(ref rounds);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        }
    }

    private static void Round(MLContext ml, byte[] saved, byte[] picture)
    {
        ITransformer pipeline = ml.Model.Load(new MemoryStream(saved), out _);
        IDataView rows = ml.Data.LoadFromEnumerable(Enumerable.Repeat(new ClassifierPipeline.Input { Picture = picture }, Rows));
        float[] all = [.. ml.Data.CreateEnumerable<ClassifierPipeline.Output>(pipeline.Transform(rows), reuseRowObject: true,
            ignoreMissingColumns: true).Select(row => row.Probabilities.Max())];

        // Leaves a cursor in the middle of the data.
        using (IEnumerator<ClassifierPipeline.Output> few = ml.Data.CreateEnumerable<ClassifierPipeline.Output>(pipeline.Transform(rows),
            reuseRowObject: true, ignoreMissingColumns: true).GetEnumerator())
        {
            few.MoveNext();
        }

        using (var engine = ml.Model.CreatePredictionEngine<ClassifierPipeline.Input,
            ClassifierPipeline.Output>(pipeline, ignoreMissingColumns: true))
        {
            if (engine.Predict(new ClassifierPipeline.Input { Picture = picture }).Probabilities.Max() != all[^1])
            {
                throw new InvalidOperationException("The engine and the cursor differ.");
            }
        }

        using var again = new MemoryStream();
        ml.Model.Save(pipeline, null, again);
        (pipeline as IDisposable)?.Dispose();
    }

    private static byte[] Save()
    {
        var ml = new MLContext(seed: 1);
        var model = ModelFile.Read(ModelChoice.ShippedModel);
        ITransformer pipeline = ClassifierPipeline.Create(ml, model, new PreprocessingChoice().Complete(model, _ => { }), _ => { }).Fit(
            ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]));
        using var stream = new MemoryStream();
        ml.Model.Save(pipeline, null, stream);
        return stream.ToArray();
    }
}
