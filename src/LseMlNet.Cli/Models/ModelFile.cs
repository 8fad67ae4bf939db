using Microsoft.ML.OnnxRuntime;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>
/// The input and output of an ONNX model. They are read before the pipeline is built, so that errors can name the options of the program;
/// errors from the stages would name the API instead.
/// </summary>
internal sealed class ModelFile
{
    private ModelFile(string path, string input, NodeMetadata metadata, string output, bool hasOneLogit)
    {
        (Path, Output, HasOneLogit) = (path, output, hasOneLogit);
        Input = new ModelInputShape(path, input, metadata);
    }

    public string Path { get; }

    /// <summary>The input of the model.</summary>
    public ModelInputShape Input { get; }

    /// <summary>The name of the output that holds the logits.</summary>
    public string Output { get; }

    /// <summary>Whether the model returns a single logit for a picture, for one class against its opposite.</summary>
    public bool HasOneLogit { get; }

    /// <param name="path">The path of the file.</param>
    /// <param name="output">The output, or the tensor inside the model, that the user chose; null for the only output.</param>
    /// <exception cref="UnusableInputException">
    /// The file is missing or is not a model, or the model does not have exactly one input, a tensor, or has several outputs of which
    /// the user chose none.
    /// </exception>
    public static ModelFile Read(string path, string? output = null)
    {
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"there is no model file '{path}'");
        }

        // The model is not run, so it need not be optimized.
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using InferenceSession session = Explain($"model '{path}' cannot be used", () => new InferenceSession(path, options));
        string input = Single(path, "input", session.InputMetadata, null, "the picture; export the model with that one alone");
        NodeMetadata metadata = session.InputMetadata[input];
        if (!metadata.IsTensor)
        {
            throw new UnusableInputException(
                $"model '{path}' has the input '{input}', which is not a tensor ({metadata.OnnxValueType}); expected the pixels of a " +
                "picture");
        }

        // If there are several outputs, the one with the name of the column is chosen.
        string? chosen = output ?? (
            session.OutputMetadata.ContainsKey(nameof(ClassifierPipeline.Output.Logits)) ? nameof(ClassifierPipeline.Output.Logits) : null);
        string logits = Single(
            path, "output", session.OutputMetadata, chosen,
            $"the logits; choose one with {ModelOptions.OutputName}, as in {ModelOptions.OutputName} " +
            $"{session.OutputMetadata.Keys.First()}");
        // The first dimension is the batch.
        bool hasOneLogit = session.OutputMetadata.TryGetValue(logits, out NodeMetadata? scores) && scores.IsTensor
            && scores.Dimensions is [_, .. { Length: > 0 } row] && Array.TrueForAll(row, size => size == 1);
        return new ModelFile(path, input, metadata, logits, hasOneLogit);
    }

    private static string Single(
        string path, string role, IReadOnlyDictionary<string, NodeMetadata> all, string? chosen, string expected) =>
        chosen is not null || all.Count == 1
            ? chosen ?? all.Keys.Single()
            : throw new UnusableInputException(
                $"model '{path}' has {all.Count} {role}s ({string.Join(", ", all.Keys.Select(name => $"'{name}'"))}); expected one, " +
                $"{expected}");
}
