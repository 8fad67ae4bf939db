namespace LseMlNet.OnnxRuntime;

/// <summary>Opens the model that options name.</summary>
internal static class ModelSource
{
    public static OnnxModel Open(OnnxScoringOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        if (options.IntraOpThreads is < 1 or > OnnxModelSettings.MostThreads)
        {
            throw new ArgumentOutOfRangeException(nameof(options.IntraOpThreads),
                $"{OnnxModel.Stage}: IntraOpThreads is {options.IntraOpThreads}; wanted 1 to {OnnxModelSettings.MostThreads}. Use null for ONNX Runtime's default.");
        }

        (byte[] model, string source) = Read(options);
        var settings = new OnnxModelSettings(options.OutputColumnName, options.InputColumnName ?? options.OutputColumnName,
            options.ModelOutputName, options.ModelInputName, options.IntraOpThreads, model);
        return OnnxModel.Open(settings, source);
    }

    private static (byte[] Model, string Source) Read(OnnxScoringOptions options)
    {
        switch (options)
        {
            case { ModelFile: not null, ModelBytes: null }:
                string path = Path.GetFullPath(options.ModelFile);
                return File.Exists(path)
                    ? (File.ReadAllBytes(path), $"'{path}'")
                    : throw new FileNotFoundException($"{OnnxModel.Stage}: there is no model file '{path}'. " +
                        "Give the path of an ONNX model; a relative one starts at the current directory.", path);
            case { ModelFile: null, ModelBytes: not null }:
                return (options.ModelBytes, $"ModelBytes, {options.ModelBytes.Length} bytes,");
            default:
                throw new ArgumentException($"{OnnxModel.Stage}: " +
                    $"{(options.ModelFile is null ? "neither" : "each")} of ModelFile and ModelBytes is given; wanted one of them. Give the path of the model, or its bytes.", nameof(options));
        }
    }
}
