using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.Cli.Report;

/// <summary>Lists what a report was created with, so that it can be reproduced.</summary>
internal static class Provenance
{
    public static IReadOnlyList<(string Name, string Text)> Of(
        ModelChoice model, ImagePreprocessingOptions? input, EvaluationResult? evaluation, DateTimeOffset now)
    {
        string file = model.PipelineFile ?? model.ModelFile;
        return
        [
            (model.PipelineFile is null ? "Model" : "Pipeline", Path.GetFileName(file)),
            ("SHA-256", Classifier.Hash(file)),
            .. input is null ? Array.Empty<(string, string)>() : [("Input", Input(input))],
            ("Minimum probability", model.MinimumProbability.ToString(CultureInfo.InvariantCulture)),
            ("Held-out data", evaluation is null ? "none" : Data(evaluation)),
            ("LseMlNet", Version(typeof(LogitsMetrics))),
            ("ML.NET", Version(typeof(MLContext))),
            ("ONNX Runtime", OrtEnv.Instance().GetVersionString()),
            (".NET", $"{Environment.Version} on {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
            ("Command", string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Prepend(CommandLine.ProgramName).Select(Quoted))),
            ("Made", now.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)),
        ];
    }

    private static string Input(ImagePreprocessingOptions input)
    {
        string cut = input.ShortSide is { } side ? $" from {side}" : "";
        string text = $"{input.Width}x{input.Height}, {input.Channels}, {input.Layout}, {input.Fit}{cut}, {input.Filter}, on {input.Background}, " +
            $"mean {Numbers(input.Mean)}, scale {Numbers(input.Scale)}";
        return text.ToLowerInvariant();

        static string Numbers(IReadOnlyList<float> values) => string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
    }

    private static string Data(EvaluationResult evaluation)
    {
        string folder = evaluation.Request.DataFolder;
        string name = folder == LabelledPictures.Shipped ? "HeldOut, which ships with the program" : folder;
        return $"{name}: {evaluation.Pictures} pictures of {evaluation.PictureSize}";
    }

    // The version without the commit or the builder that follows it.
    private static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', ' ')[0];

    private static string Quoted(string argument) =>
        argument.Length == 0 || argument.Any(character => char.IsWhiteSpace(character) || "\"'$&|;<>*?()\\".Contains(character))
        ? $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        : argument;
}
