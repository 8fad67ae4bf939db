using System.IO.Compression;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Options;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Fuzzing;

/// <summary>A saved pipeline in which the entry of one of our stages is replaced.</summary>
internal static class PipelineEntries
{
    private const string Part = "Model.key";

    private static readonly MLContext Ml = new(seed: 1);

    // The first byte of the input selects the stage that is replaced.
    private static readonly Lazy<(byte[] Pipeline, string Entry)[]> Stages = new(() =>
        [.. Pipelines().SelectMany(pipeline => Names(pipeline).Select(name => (pipeline, name)))]);

    public static IEnumerable<byte[]> Seeds() =>
        Stages.Value.Select((stage, number) => (byte[])[(byte)number, .. ReadEntry(stage.Pipeline, stage.Entry)]);

    public static void Load(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        (byte[] pipeline, string entry) = Stages.Value[bytes[0] % Stages.Value.Length];
        using var stream = new MemoryStream(WithEntry(pipeline, entry, bytes[1..]));
        (Ml.Model.Load(stream, out _) as IDisposable)?.Dispose();
    }

    // ML.NET wraps the exceptions of a stage. Its own exceptions about its header are not our concern.
    public static bool IsRefusal(Exception e)
    {
        Exception cause = e.GetBaseException();
        return cause is FormatException or InvalidDataException or IOException or ArgumentException or InvalidOperationException
            or Microsoft.ML.OnnxRuntime.OnnxRuntimeException ||
            cause.StackTrace?.Contains("LseMlNet", StringComparison.Ordinal) == false;
    }

    /// <summary>An archive of a few hundred bytes, with the structure of a pipeline.</summary>
    public static byte[] SmallArchive() => Pipelines().First();

    private static IEnumerable<byte[]> Pipelines()
    {
        IDataView rows = Ml.Data.LoadFromEnumerable([new Row
        {
            Logits = [1, 2, 3],
            Label = 1,
        }, new Row { Logits = [3, 1, 2], Label = 0 }, new Row { Logits = [3, 1, 2], Label = 2 }]);
        yield return Save(
            Ml.Transforms.NameClasses("Logits", ["a", "b", "c"])
                .Append(Ml.Transforms.Softmax("Probabilities", "Logits"))
                .Append(Ml.Transforms.LogSoftmax("Logs", "Logits"))
                .Append(Ml.Transforms.LogSumExp("Sum", "Logits"))
                .Append(Ml.Transforms.Entropy("Entropy", "Logits"))
                .Append(Ml.Transforms.Margin("Margin", "Logits"))
                .Append(Ml.Transforms.SelectLabel("Selected", "Probabilities"))
                .Append(Ml.Transforms.TopK("TopLabels", "TopProbabilities", "Probabilities", k: 2)).Fit(rows),
            rows.Schema);
        var model = ModelFile.Read(ModelChoice.ShippedModel);
        IDataView pictures = Ml.Data.LoadFromEnumerable<ClassifierPipeline.Input>([]);
        yield return Save(
            ClassifierPipeline.Create(Ml, model, new PreprocessingChoice().Complete(model, _ => { }), _ => { }).Fit(pictures), null);
    }

    private static byte[] Save(ITransformer pipeline, DataViewSchema? schema)
    {
        using var stream = new MemoryStream();
        Ml.Model.Save(pipeline, schema, stream);
        return stream.ToArray();
    }

    private static string[] Names(byte[] pipeline)
    {
        using var archive = new ZipArchive(new MemoryStream(pipeline));
        return [.. archive.Entries.Where(entry => entry.Name == Part && entry.FullName.Contains("Transform_", StringComparison.Ordinal))
            .Select(entry => entry.FullName)];
    }

    private static byte[] ReadEntry(byte[] pipeline, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(pipeline));
        using Stream stream = archive.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static byte[] WithEntry(byte[] pipeline, string name, byte[] content)
    {
        var stream = new MemoryStream();
        stream.Write(pipeline);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(name)!.Delete();
            using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }
        return stream.ToArray();
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Logits { get; set; } = [];

        [KeyType(3)]
        public uint Label { get; set; }
    }
}
