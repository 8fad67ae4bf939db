using System.Globalization;
using System.Text;

namespace LseMlNet.Cli.Evaluate;

/// <summary>
/// The part that a shard of held-out pictures writes: their logits, which take far less space than the pictures. A temperature is fitted to
/// all rows, several times, so sums would not be enough.
/// </summary>
internal static class PicturesPart
{
    /// <summary>The <see cref="Part.Kind"/> for evaluate.</summary>
    public const string Evaluation = "an evaluation of pictures";

    /// <summary>The <see cref="Part.Kind"/> for calibrate.</summary>
    public const string Calibration = "a calibration of pictures";

    /// <summary>Scores a shard and writes its part, unless the user stops it. Returns the exit code.</summary>
    /// <exception cref="UnusableInputException">The data or the model cannot be used, or the part cannot be written.</exception>
    public static int Write(string kind, PartTarget target, EvaluationRequest request, Messages messages, CancellationToken stop)
    {
        request = request with { Shard = target.Shard };
        ScoredSet set = EvaluationRun.Score(EvaluationRun.Context(messages), request, messages, stop);
        if (stop.IsCancellationRequested)
        {
            messages.Note($"part '{target.File}' is not written, because it would be incomplete");
            return ExitCode.Stopped;
        }

        new Part(target.File, kind, target.Shard, Job(request, set), Content(request, set)).Write();
        // The part is complete even if some pictures cannot be used, because merge counts them. A scheduler
        // would treat another exit code as a failure.
        return ExitCode.Done;
    }

    /// <summary>Returns the pictures of all parts together, and the evaluation that the user requested.</summary>
    /// <param name="parts">All parts, in the order of their shards.</param>
    /// <exception cref="UnusableInputException">A part is damaged, or the parts do not fit together.</exception>
    public static (EvaluationRequest Request, ScoredSet Set) Join(IReadOnlyList<Part> parts)
    {
        (EvaluationRequest Request, ScoredSet Set)[] read =
            [.. parts.Select(part => UnusableInputException.Explain($"part '{part.Path}' cannot be used", () => Read(part.Content)))];
        return (read[0].Request, ScoredSet.Join([.. read.Select(part => part.Set)]));
    }

    private static Dictionary<string, string> Job(EvaluationRequest request, ScoredSet set) => new()
    {
        ["data"] = set.Data,
        ["model"] = Classifier.Hash(request.ModelFile),
        ["--output"] = request.Model.OutputName ?? "",
        ["--labels"] = request.LabelsFile is null ? "none" : Classifier.Hash(request.LabelsFile),
        ["preprocessing"] = request.Model.Input.ToString(),
        ["limits"] = request.Limits.ToString(),
        ["--bins"] = request.Bins.ToString(CultureInfo.InvariantCulture),
        ["--compare-naive"] = request.CompareNaive.ToString(),
    };

    // *** Binary format ***
    // string, string: --data and --model; empty for those that ship with the program
    // int32, bool: --bins and --compare-naive
    // int32, int32: --max-pixels and --max-bytes
    // scored set
    private static byte[] Content(EvaluationRequest request, ScoredSet set)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content, Encoding.UTF8);
        // The paths of these files differ from machine to machine.
        writer.Write(request.DataFolder == LabelledPictures.Shipped ? "" : request.DataFolder);
        writer.Write(request.ModelFile == ModelChoice.ShippedModel ? "" : request.ModelFile);
        writer.Write(request.Bins);
        writer.Write(request.CompareNaive);
        writer.Write(request.Limits.MaxPixels);
        writer.Write(request.Limits.MaxBytes);
        set.Write(writer);
        writer.Flush();
        return content.ToArray();
    }

    private static (EvaluationRequest, ScoredSet) Read(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        string data = reader.ReadString(), model = reader.ReadString();
        var choice = new ModelChoice(
            model.Length == 0 ? ModelChoice.ShippedModel : model, LabelsFile: null, OutputName: null, new PreprocessingChoice(), PipelineFile: null, MinimumProbability: 0);
        var request = new EvaluationRequest(
            data.Length == 0 ? LabelledPictures.Shipped : data,
            choice,
            Bins: reader.ReadInt32(),
            CompareNaive: reader.ReadBoolean(),
            new Limits(MaxPixels: reader.ReadInt32(), MaxBytes: reader.ReadInt32()));
        return (request, ScoredSet.Read(reader));
    }
}
