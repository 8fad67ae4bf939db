using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Options of <see cref="Microsoft.ML.OnnxScoringCatalog.ScoreOnnxModel(Microsoft.ML.TransformsCatalog, OnnxScoringOptions)"/>.</summary>
public sealed class OnnxScoringOptions
{
    /// <summary>The column to add; it replaces one of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column that is fed to the model. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>The path of the ONNX model. Either this or <see cref="ModelBytes"/> is given.</summary>
    public string? ModelFile { get; set; }

    /// <summary>
    /// The ONNX model itself, for one that is no file: an embedded resource, a download. It is kept, not copied: do not change it
    /// afterwards. Either this or <see cref="ModelFile"/> is given.
    /// </summary>
    public byte[]? ModelBytes { get; set; }

    /// <summary>
    /// Whether a saved pipeline holds the model itself; true by default. False keeps the full path of <see cref="ModelFile"/>, with the
    /// file's length and SHA-256: the pipeline loads where that very file is found there. This is for models of 2 GB and more, and for
    /// ones with weights in files beside them (ONNX's external data), which are not looked at.
    /// </summary>
    public bool EmbedModel { get; set; } = true;

    /// <summary>
    /// The model's input that the column is fed to. Null means the model's only input; where it has several, the one called as
    /// <see cref="InputColumnName"/>.
    /// </summary>
    public string? ModelInputName { get; set; }

    /// <summary>
    /// The model's output that becomes the column. Null means the model's only output; where it has several, the one called as
    /// <see cref="OutputColumnName"/>.
    /// </summary>
    public string? ModelOutputName { get; set; }

    /// <summary>More columns that are fed to the model, besides <see cref="InputColumnName"/>; none by default.</summary>
    public IReadOnlyList<OnnxTensorColumn> AdditionalInputs { get; set; } = [];

    /// <summary>More columns to add from the model's outputs, besides <see cref="OutputColumnName"/>; none by default.</summary>
    public IReadOnlyList<OnnxTensorColumn> AdditionalOutputs { get; set; } = [];

    /// <summary>
    /// The sizes of dynamic dimensions other than the batch axis, by the names that the model has for them, such as "height"; at least 1.
    /// An input has to have a known size; an output without one becomes a vector of unknown size.
    /// </summary>
    public IReadOnlyDictionary<string, int> DimensionSizes { get; set; } = new Dictionary<string, int>();

    /// <summary>
    /// How many rows are scored at once, 1 to 65,536. Null means what suits the model: up to 64 rows, fewer where a row is large. A model
    /// whose first dimension is fixed, or whose outputs have not a row for each row of its inputs, scores one row at a time whatever is
    /// given here; <see cref="OnnxScoringTransformer.BatchSize"/> has the number, and the log the reason.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// How many threads work on one batch, at least 1. Null means ONNX Runtime's default: one per physical core. Where many rows are
    /// scored at once, as a web server does, 1 is often best.
    /// </summary>
    public int? IntraOpThreads { get; set; }

    /// <summary>
    /// Sets what else ONNX Runtime offers, such as execution providers: <c>options => options.AppendExecutionProvider_CUDA()</c>. It is
    /// called for each session that is opened, after all else is set; the options are valid during the call. A saved pipeline does not
    /// hold it: <see cref="OnnxSessionOptions.Use"/> does the same where a pipeline is loaded.
    /// </summary>
    public Action<SessionOptions>? ConfigureSession { get; set; }
}
