using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Opens the model that options name.</summary>
internal static class ModelSource
{
    public static OnnxModel Open(OnnxScoringOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        ArgumentNullException.ThrowIfNull(options.AdditionalInputs, nameof(options.AdditionalInputs));
        ArgumentNullException.ThrowIfNull(options.AdditionalOutputs, nameof(options.AdditionalOutputs));
        ArgumentNullException.ThrowIfNull(options.DimensionSizes, nameof(options.DimensionSizes));
        CheckNumber(options.IntraOpThreads, OnnxModelSettings.MostThreads, nameof(options.IntraOpThreads), "ONNX Runtime's default");
        CheckNumber(options.BatchSize, OnnxModelSettings.MostRows, nameof(options.BatchSize), "what suits the model");
        foreach ((string name, int size) in options.DimensionSizes)
        {
            CheckNumber(size, int.MaxValue, $"{nameof(options.DimensionSizes)}['{name}']", null);
        }

        OnnxTensorColumn[] inputs = [new(options.InputColumnName ?? options.OutputColumnName, options.ModelInputName), .. options.AdditionalInputs];
        OnnxTensorColumn[] outputs = [new(options.OutputColumnName, options.ModelOutputName), .. options.AdditionalOutputs];
        if (outputs.GroupBy(column => column.ColumnName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{OnnxModel.Stage}: column '{twice.Key}' is added {twice.Count()} times; wanted columns of different names. " +
                "Give each output a column of its own.", nameof(options));
        }

        // A copy: the caller may go on to change theirs.
        var sizes = new Dictionary<string, int>(options.DimensionSizes);
        var settings = new OnnxModelSettings(inputs, outputs, options.IntraOpThreads, options.BatchSize, sizes, Read(options))
        {
            Configure = options.ConfigureSession,
        };
        try
        {
            if (sizes.Count > 0)
            {
                CheckNames(settings);
            }

            return OnnxModel.Open(settings);
        }
        catch (FormatException e) when (options is { ModelFile: not null, EmbedModel: true } && OpensInItsPlace(settings, options.ModelFile))
        {
            throw new NotSupportedException($"{OnnxModel.Stage}: {settings.Model.Source} has weights in files beside it (ONNX's external data), so that the model alone " +
                "cannot travel in a saved pipeline. Use EmbedModel = false, which keeps its path, or join model and weights: " +
                "onnx.save(onnx.load(\"model.onnx\"), \"joined.onnx\") in Python.", e);
        }
    }

    private static StoredModel Read(OnnxScoringOptions options)
    {
        switch (options)
        {
            case { ModelFile: not null, ModelBytes: null }:
                string path = Path.GetFullPath(options.ModelFile);
                if (!File.Exists(path))
                {
                    throw new FileNotFoundException($"{OnnxModel.Stage}: there is no model file '{path}'. " +
                        "Give the path of an ONNX model; a relative one starts at the current directory.", path);
                }
                return options.EmbedModel ? StoredModel.Embedded(ReadAll(path), $"'{path}'") : StoredModel.InFile(path);
            case { ModelFile: null, ModelBytes: not null }:
                return options.EmbedModel
                    ? StoredModel.Embedded(options.ModelBytes, $"ModelBytes, {options.ModelBytes.Length} bytes,")
                    : throw new ArgumentException($"{OnnxModel.Stage}: EmbedModel is false, and ModelBytes have no path to keep. " +
                        "Give the model as ModelFile, or embed it.", nameof(options));
            default:
                throw new ArgumentException($"{OnnxModel.Stage}: " +
                    $"{(options.ModelFile is null ? "neither" : "each")} of ModelFile and ModelBytes is given; wanted one of them. Give the path of the model, or its bytes.", nameof(options));
        }
    }

    private static byte[] ReadAll(string path)
    {
        // Before it is read: neither an array nor protobuf holds more.
        long length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new NotSupportedException($"{OnnxModel.Stage}: '{path}' has {length} bytes; a model in a saved pipeline has at most {Array.MaxLength}. " +
                "Keep the weights in a file beside the model (ONNX's external data), and use EmbedModel = false, which keeps its path.");
    }

    private static void CheckNumber(int? value, int most, string name, string? ofNull)
    {
        if (value < 1 || value > most)
        {
            throw new ArgumentOutOfRangeException(name,
                $"{OnnxModel.Stage}: {name} is {value}; wanted 1 to {most}.{(ofNull is null ? "" : $" Use null for {ofNull}.")}");
        }
    }

    // ONNX Runtime takes a size for any name, and a dimension that has its size has no name any more.
    private static void CheckNames(OnnxModelSettings settings)
    {
        using InferenceSession session = Sessions.Open(settings with { DimensionSizes = new Dictionary<string, int>() });
        string[] names = [.. session.InputMetadata.Values.Concat(session.OutputMetadata.Values)
            .Where(tensor => tensor.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR)
            .SelectMany(tensor => tensor.SymbolicDimensions).Where(name => !string.IsNullOrEmpty(name)).Distinct()];
        foreach (string name in settings.DimensionSizes.Keys.Except(names))
        {
            throw new ArgumentException($"{OnnxModel.Stage}: DimensionSizes has a size for '{name}', which is no dynamic dimension of the model; " +
                $"{(names.Length == 0 ? "it has none with a name" : $"it has {string.Join(", ", names.Select(each => $"'{each}'"))}")}. Give sizes for those alone.");
        }
    }

    private static bool OpensInItsPlace(OnnxModelSettings settings, string file)
    {
        try
        {
            using InferenceSession session = Sessions.Open(settings with { Model = StoredModel.InFile(Path.GetFullPath(file)) });
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
