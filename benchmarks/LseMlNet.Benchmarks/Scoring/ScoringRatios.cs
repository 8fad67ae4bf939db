using LseMlNet.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Benchmarks.Scoring;

/// <summary>Compares ScoreOnnxModel with ApplyOnnxModel of ML.NET and with ONNX Runtime alone.</summary>
internal static class ScoringRatios
{
    public static void Print()
    {
        string version = System.Diagnostics.FileVersionInfo.GetVersionInfo(typeof(MLContext).Assembly.Location).FileVersion ?? "?";
        Console.WriteLine(
            $"ML.NET file version {version}, ONNX Runtime {OrtEnv.Instance().GetVersionString()}, {Environment.ProcessorCount} processors; "
            + "a cursor over cached rows, medians of paired runs");
        Console.WriteLine();
        Console.WriteLine(
            "| model | rows/batch | ApplyOnnxModel, rows/s | bytes/row | ScoreOnnxModel, rows/s | bytes/row | ratio "
            + "| IntraOpThreads = 1, rows/s | ratio | ONNX Runtime alone, rows/s |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-scoring-");
        try
        {
            foreach (ScoringModel model in ScoringModel.All(folder.FullName))
            {
                Console.WriteLine($"| {model.Name} | {string.Join(" | ", Row(model))} |");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Row(ScoringModel model)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = Data(ml, model);
        ScoringPeer? inBox = InBox(ml, data, model);
        using var ours = new ScoringPeer(data, Ours(ml, model, threads: null), model.Output);
        using var oneThread = new ScoringPeer(data, Ours(ml, model, threads: 1), model.Output);
        int batchSize = Ours(ml, model, threads: null).Fit(data).BatchSize;
        using var alone = new SessionPeer(model, batchSize);
        double[][] times = Stopwatches.Paired([inBox, ours, oneThread, alone]);

        yield return $"{batchSize}";
        yield return inBox is null ? "cannot load the model" : PerSecond(times[0], model.Rows);
        yield return inBox is null ? "" : Figures.Text(inBox.BytesPerRow(model.Rows), "0");
        yield return PerSecond(times[1], model.Rows);
        yield return Figures.Text(ours.BytesPerRow(model.Rows), "0");
        yield return inBox is null ? "" : Figures.Ratio(times[0], times[1]);
        yield return PerSecond(times[2], model.Rows);
        yield return inBox is null ? "" : Figures.Ratio(times[0], times[2]);
        yield return PerSecond(times[3], alone.RowsScored);
        inBox?.Dispose();
    }

    private static ScoringPeer? InBox(MLContext ml, IDataView data, ScoringModel model)
    {
        try
        {
            return new ScoringPeer(data, ml.Transforms.ApplyOnnxModel(model.Output, model.Input, model.File), model.Output);
        }
        // ApplyOnnxModel cannot load some models, such as those with float16 weights.
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine($"ApplyOnnxModel, {model.Name}: {e.Message}");
            return null;
        }
    }

    private static OnnxScoringEstimator Ours(MLContext ml, ScoringModel model, int? threads) => ml.Transforms.ScoreOnnxModel(
        new OnnxScoringOptions
        {
            OutputColumnName = model.Output,
            InputColumnName = model.Input,
            ModelFile = model.File,
            IntraOpThreads = threads,
        });

    private static IDataView Data(MLContext ml, ScoringModel model)
    {
        var random = new Random(1);
        var schema = SchemaDefinition.Create(typeof(Picture));
        schema[nameof(Picture.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.RowLength);
        schema[nameof(Picture.Pixels)].ColumnName = model.Input;
        Picture[] pictures = [.. Enumerable.Range(0, model.Rows).Select(_ => new Picture
        {
            Pixels = new VBuffer<float>(model.RowLength, [.. Enumerable.Range(0, model.RowLength).Select(_ => (float)random.Next(256))]),
        })];
        return ml.Data.Cache(ml.Data.LoadFromEnumerable(pictures, schema));
    }

    private static string PerSecond(double[] times, int rows) => Figures.Text(rows / Figures.Median(times) * 1e9, "0");

    private sealed class Picture
    {
        public VBuffer<float> Pixels { get; set; }
    }
}
