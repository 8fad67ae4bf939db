using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Checks the options of a scoring stage, and opens the model.</summary>
internal static class ModelSource
{
    public static OnnxModel Open(OnnxScoringOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        ArgumentNullException.ThrowIfNull(options.AdditionalInputs, nameof(options.AdditionalInputs));
        ArgumentNullException.ThrowIfNull(options.AdditionalOutputs, nameof(options.AdditionalOutputs));
        ArgumentNullException.ThrowIfNull(options.DimensionSizes, nameof(options.DimensionSizes));
        CheckNumber(options.IntraOpThreads, OnnxModelSettings.MaxThreads, nameof(options.IntraOpThreads), "ONNX Runtime's default");
        CheckNumber(options.BatchSize, OnnxModelSettings.MaxRows, nameof(options.BatchSize), "a number that suits the model");
        foreach ((string name, int size) in options.DimensionSizes)
        {
            CheckNumber(size, int.MaxValue, $"{nameof(options.DimensionSizes)}['{name}']", null);
        }

        OnnxTensorColumn[] inputs =
            [new(options.InputColumnName ?? options.OutputColumnName, options.ModelInputName), .. options.AdditionalInputs];
        OnnxTensorColumn[] outputs = [new(options.OutputColumnName, options.ModelOutputName), .. options.AdditionalOutputs];
        if (outputs.GroupBy(column => column.ColumnName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"{OnnxModel.Stage}: column '{twice.Key}' is added {twice.Count()} times; expected distinct names. " +
                "Use a different column for each output.", nameof(options));
        }

        // The sizes are copied, because the caller may change the original.
        var sizes = new Dictionary<string, int>(options.DimensionSizes);
        var settings = new OnnxModelSettings(inputs, outputs, options.IntraOpThreads, options.BatchSize, sizes, Read(options))
        {
            Configure = options.ConfigureSession,
        };
        if (sizes.Count > 0)
        {
            CheckNames(settings);
        }

        return OnnxModel.Open(settings);
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
                        "Pass the path of an ONNX model; a relative path starts at the current directory.", path);
                }
                try
                {
                    return options.EmbedModel ? StoredModel.Embedded(WithWeights(path), $"'{path}'") : StoredModel.InFile(path);
                }
                catch (InvalidDataException e)
                {
                    throw new FormatException($"{OnnxModel.Stage}: '{path}' is not a complete ONNX model: {e.Message}", e);
                }
            case { ModelFile: null, ModelBytes: not null }:
                CheckBytes(options);
                return StoredModel.Embedded(options.ModelBytes, $"ModelBytes, {options.ModelBytes.Length} bytes,");
            default:
                throw new ArgumentException($"{OnnxModel.Stage}: " +
                    $"{(options.ModelFile is null ? "neither ModelFile nor ModelBytes is" : "both ModelFile and ModelBytes are")} set; " +
                    "expected exactly one of them. Set the path of the model, or its bytes.", nameof(options));
        }
    }

    private static void CheckBytes(OnnxScoringOptions options)
    {
        if (!options.EmbedModel)
        {
            throw new ArgumentException($"{OnnxModel.Stage}: EmbedModel is false, but a model in ModelBytes has no path to " +
                "save. Set ModelFile instead of ModelBytes, or set EmbedModel to true.", nameof(options));
        }

        if (WeightFiles(options.ModelBytes!) is [var file, ..])
        {
            throw new NotSupportedException($"{OnnxModel.Stage}: the model in ModelBytes has weights in separate files, such as '{file}', " +
                "but without the folder of the model, those files cannot be found. Set ModelFile instead of ModelBytes.");
        }
    }

    private static IReadOnlyList<string> WeightFiles(byte[] model)
    {
        try
        {
            return ExternalData.Files(model);
        }
        catch (InvalidDataException)
        {
            // This is not a protobuf message. ONNX Runtime decides whether it is a model.
            return [];
        }
    }

    private static byte[] WithWeights(string path)
    {
        byte[] model = ReadAll(path);
        return WeightFiles(model).Count == 0
            ? model
            : ExternalData.Merge(model, Path.GetDirectoryName(path)!) ?? throw new NotSupportedException(
                $"{OnnxModel.Stage}: with the weights in its separate files, '{path}' is larger than {Array.MaxLength} bytes, the most " +
                "that a saved pipeline can contain. Set EmbedModel = false to save the path of the model instead.");
    }

    private static byte[] ReadAll(string path)
    {
        // Checked before the file is read. Neither an array nor a protobuf message can be larger.
        long length = new FileInfo(path).Length;
        return length <= Array.MaxLength
            ? File.ReadAllBytes(path)
            : throw new NotSupportedException(
                $"{OnnxModel.Stage}: '{path}' has {length} bytes; a saved pipeline can contain a model of at most {Array.MaxLength}. " +
                "Move the weights to a separate file (ONNX external data), and set EmbedModel = false " +
                "to save the path of the model instead.");
    }

    private static void CheckNumber(int? value, int max, string name, string? meaningOfNull)
    {
        if (value < 1 || value > max)
        {
            string hint = meaningOfNull is null ? "" : $" Use null for {meaningOfNull}.";
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{OnnxModel.Stage}: {name} is {value}; expected 1 to {max}.{hint}"));
        }
    }

    // ONNX Runtime accepts sizes for names that do not exist, and a dimension that was given a size loses its name. The names are therefore
    // read from a session without sizes.
    private static void CheckNames(OnnxModelSettings settings)
    {
        using InferenceSession session = SessionFactory.Open(settings with { DimensionSizes = new Dictionary<string, int>() });
        string[] names = [.. session.InputMetadata.Concat(session.OutputMetadata)
            .Where(tensor => tensor.Value.OnnxValueType == OnnxValueType.ONNX_TYPE_TENSOR).SelectMany(SizeNames).Distinct()];
        if (settings.DimensionSizes.Keys.Except(names).FirstOrDefault() is { } unknown)
        {
            string known = names.Length == 0 ? "none" : string.Join(", ", names.Select(name => $"'{name}'"));
            throw new ArgumentException(
                $"{OnnxModel.Stage}: DimensionSizes has a size for '{unknown}', which is not a dynamic dimension of the model; " +
                $"it has {known}. Set sizes of its dynamic dimensions only.");
        }
    }

    private static IEnumerable<string> SizeNames(KeyValuePair<string, NodeMetadata> tensor) =>
        from axis in Enumerable.Range(0, tensor.Value.Dimensions.Length)
        where tensor.Value.Dimensions[axis] < 0
        select ModelTensor.SizeName(tensor.Key, axis, tensor.Value.SymbolicDimensions[axis]);
}
