using Microsoft.ML.OnnxRuntime;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>
/// What an ONNX model takes and gives. It is read before the pipeline is built, so that errors can name the options of the program; the
/// errors of the stages could only name their own API.
/// </summary>
internal sealed class ModelFile
{
    private ModelFile(string path, string input, NodeMetadata metadata, string output)
    {
        (Path, Output) = (path, output);
        Input = new ModelInputShape(path, input, metadata);
    }

    public string Path { get; }

    /// <summary>What the model takes.</summary>
    public ModelInputShape Input { get; }

    /// <summary>The name of the output that holds the logits.</summary>
    public string Output { get; }

    /// <param name="path">The path of the file.</param>
    /// <param name="output">The output that the user chose; null for the only one.</param>
    /// <exception cref="UnusableInputException">
    /// The file is missing, is not a model, or does not have one input and one output that are tensors.
    /// </exception>
    public static ModelFile Read(string path, string? output = null)
    {
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"there is no model file '{path}'");
        }

        // Nothing is run, so nothing needs to be optimized.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = Explain($"model '{path}' cannot be used", () => new InferenceSession(path, options));
        (string input, NodeMetadata metadata) = Single(path, "input", session.InputMetadata, null, "the picture; export the model with that one alone");
        // If there are several outputs, the one with the name of the column is chosen.
        string? chosen = output ?? (session.OutputMetadata.ContainsKey(nameof(ClassifierPipeline.Output.Logits)) ? nameof(ClassifierPipeline.Output.Logits) : null);
        (string logits, _) = Single(
            path, "output", session.OutputMetadata, chosen, $"the logits; choose one with {ModelOptions.OutputName}, as in {ModelOptions.OutputName} {session.OutputMetadata.Keys.First()}");
        return new ModelFile(path, input, metadata, logits);
    }

    private static (string Name, NodeMetadata Metadata) Single(
        string path, string role, IReadOnlyDictionary<string, NodeMetadata> all, string? chosen, string expected)
    {
        string names = string.Join(", ", all.Keys.Select(name => $"'{name}'"));
        if (chosen is null && all.Count != 1)
        {
            throw new UnusableInputException($"model '{path}' has {all.Count} {role}s ({names}); expected one, {expected}");
        }

        string found = chosen ?? all.Keys.Single();
        if (!all.TryGetValue(found, out NodeMetadata? metadata))
        {
            throw new UnusableInputException($"model '{path}' has no {role} '{found}'; expected one of {names} for {ModelOptions.OutputName}");
        }

        return metadata.IsTensor
            ? (found, metadata)
            : throw new UnusableInputException(
                $"model '{path}' has the {role} '{found}', which is not a tensor ({metadata.OnnxValueType}); expected a tensor; " +
                (all.Count > 1 ? $"choose another one with {ModelOptions.OutputName}, or " : "") + "export the model without ZipMap or the like");
    }
}
