using Microsoft.ML.OnnxRuntime;
using static LseMlNet.Cli.UnusableInputException;

namespace LseMlNet.Cli.Models;

/// <summary>
/// What an ONNX model takes and gives. It is read before the pipeline is built, so that errors can name the options of the program; the
/// errors of the stages could only name their own API.
/// </summary>
internal sealed class ModelFile
{
    private readonly string _path;
    private readonly IReadOnlyList<string> _names;
    private readonly int[] _dimensions;

    private ModelFile(string path, string input, NodeMetadata metadata)
    {
        _path = path;
        _dimensions = metadata.Dimensions;
        _names = [.. metadata.SymbolicDimensions.Zip(_dimensions, (name, size) => size >= 0 ? $"{size}" : name.Length > 0 ? name : "?")];
        Input = input;
    }

    /// <summary>The name of the input.</summary>
    public string Input { get; }

    /// <summary>The shape of the input, such as [batch,3,224,224].</summary>
    public string Shape => $"[{string.Join(',', _names)}]";

    /// <exception cref="UnusableInputException">
    /// The file is missing, is not a model, or does not have one input and one output that are tensors.
    /// </exception>
    public static ModelFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UnusableInputException($"there is no model file '{path}'");
        }

        // Nothing is run, so nothing needs to be optimized.
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = Explain($"model '{path}' cannot be used", () => new InferenceSession(path, options));
        (string input, NodeMetadata metadata) = Single(path, "input", session.InputMetadata);
        // If there are several outputs, the one with the name of the column is chosen.
        if (!session.OutputMetadata.ContainsKey(nameof(ClassifierPipeline.Output.Logits)))
        {
            Single(path, "output", session.OutputMetadata);
        }

        return new ModelFile(path, input, metadata);
    }

    /// <exception cref="UnusableInputException">The model takes pictures that differ from what the options say.</exception>
    public void CheckFits(ModelInput input)
    {
        int channels = input.Channels is Channels.Rgb or Channels.Bgr ? 3 : 1;
        CheckFits(channels * input.Size.Width * input.Size.Height, $"--size {input.Size} and --channels {input.Channels.ToString().ToLowerInvariant()} give", Suggestion());
    }

    /// <param name="values">How many values a picture has.</param>
    /// <param name="given">What has this many values, followed by a verb, as worded in the error.</param>
    /// <param name="fix">What to do about it.</param>
    /// <exception cref="UnusableInputException">The model takes a different number of values.</exception>
    public void CheckFits(int values, string given, string fix)
    {
        // This counts like the stage: the first dimension is the batch only if it is dynamic or 1. [3,224,224] is one picture.
        int[] picture = _dimensions is [-1 or 1, .. int[] row] ? row : _dimensions;
        if (picture.Length == 0 || picture.Any(size => size < 0))
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{Input}' of shape {Shape}; expected [batch,channels,height,width] with every size but the first one fixed; export the model so");
        }

        long expected = picture.Aggregate(1L, (product, size) => product * size);
        if (picture is [int count, _, _, _] && values * (long)count == expected)
        {
            throw new UnusableInputException(
                $"model '{_path}' takes '{Input}' of shape {Shape}, {count} pictures at a time; expected one; export the model with a first size that is dynamic");
        }

        if (values != expected)
        {
            throw new UnusableInputException($"model '{_path}' takes '{Input}' of shape {Shape}, {expected:N0} values for a picture, but {given} {values:N0}; {fix}");
        }
    }

    private string Suggestion() => (_dimensions.Length == 4 ? _dimensions[1..] : _dimensions) is [(1 or 3) and var channels, var height, var width]
        ? $"use --size {width}x{height} and --channels {(channels == 3 ? "rgb or bgr" : "gray or luma")}"
        : "set --size and --channels to what the model takes";

    private static (string Name, NodeMetadata Metadata) Single(string path, string role, IReadOnlyDictionary<string, NodeMetadata> all)
    {
        if (all.Count != 1)
        {
            throw new UnusableInputException(
                $"model '{path}' has {all.Count} {role}s ({string.Join(", ", all.Keys.Select(name => $"'{name}'"))}); expected one, " +
                $"{(role == "input" ? "the picture" : "the logits")}; export the model with that one alone");
        }

        (string name, NodeMetadata metadata) = all.Single();
        return metadata.IsTensor
            ? (name, metadata)
            : throw new UnusableInputException($"model '{path}' has the {role} '{name}', which is not a tensor ({metadata.OnnxValueType}); expected a tensor; export the model without ZipMap or the like");
    }
}
