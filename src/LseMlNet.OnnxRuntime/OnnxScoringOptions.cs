using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Options of <see cref="Microsoft.ML.OnnxScoringCatalog.ScoreOnnxModel(Microsoft.ML.TransformsCatalog, OnnxScoringOptions)"/>.
/// </summary>
public sealed class OnnxScoringOptions
{
    /// <summary>The column to add. It replaces a column of the same name.</summary>
    public required string OutputColumnName { get; set; }

    /// <summary>The column to feed to the model. Null means <see cref="OutputColumnName"/>.</summary>
    public string? InputColumnName { get; set; }

    /// <summary>The path of the ONNX model. Set either this or <see cref="ModelBytes"/>.</summary>
    public string? ModelFile { get; set; }

    /// <summary>
    /// The content of the ONNX model, for a model that is not in a file, such as an embedded resource or a download. The array is not
    /// copied: do not change it later. Set either this or <see cref="ModelFile"/>.
    /// </summary>
    public byte[]? ModelBytes { get; set; }

    /// <summary>
    /// Whether a saved pipeline contains the model; true by default. Weights in separate files (ONNX external data) become part of the
    /// pipeline, up to 2 GB in all. If false, the pipeline contains the full path of <see cref="ModelFile"/>, and the length and SHA-256
    /// hash of the model and its weights. It then loads only if the same files exist. Use false for larger models.
    /// </summary>
    public bool EmbedModel { get; set; } = true;

    /// <summary>
    /// The model's input to which the column is fed. Null means the model's only input or, if it has several, the one
    /// whose name is <see cref="InputColumnName"/>.
    /// </summary>
    public string? ModelInputName { get; set; }

    /// <summary>
    /// The model's output that the column holds, or a tensor inside the model, such as the logits before a final Softmax. Null means the
    /// model's only output or, if it has several, the one whose name is <see cref="OutputColumnName"/>.
    /// </summary>
    public string? ModelOutputName { get; set; }

    /// <summary>Columns to feed to the model in addition to <see cref="InputColumnName"/>; none by default.</summary>
    public IReadOnlyList<OnnxTensorColumn> AdditionalInputs { get; set; } = [];

    /// <summary>Columns to add from the model's outputs in addition to <see cref="OutputColumnName"/>; none by default.</summary>
    public IReadOnlyList<OnnxTensorColumn> AdditionalOutputs { get; set; } = [];

    /// <summary>
    /// The sizes of dynamic dimensions other than the batch axis, by their names in the model, such as "height"; at least 1. A dimension
    /// without a name is identified by its position: "pixels:2" is dimension 2, counted from 0, of the input or output "pixels". Every
    /// other dimension of an input must have a size. An output with a dimension of unknown size becomes a vector of unknown size.
    /// </summary>
    public IReadOnlyDictionary<string, int> DimensionSizes { get; set; } = new Dictionary<string, int>();

    /// <summary>
    /// How many rows to score at once, 1 to 65,536. Null chooses a number that suits the model: up to 64 rows, fewer if rows are
    /// large. A model always scores one row at a time if its first dimension is fixed, if its outputs do not have one row for
    /// each row of the inputs, or if its rows influence each other. <see cref="OnnxScoringTransformer.BatchSize"/> returns the
    /// actual number; the log states the reason.
    /// </summary>
    public int? BatchSize { get; set; }

    /// <summary>
    /// How many threads work on one batch, 1 to 1,024. Null means ONNX Runtime's default, one per physical core. If rows are scored on many
    /// threads at once, as in a web server, 1 is often best.
    /// </summary>
    public int? IntraOpThreads { get; set; }

    /// <summary>
    /// Sets any other session option of ONNX Runtime, such as an execution provider: <c>options =>
    /// options.AppendExecutionProvider_CUDA()</c>. It is called for each session that is opened, after all other options are set. The
    /// argument is valid only during the call. A saved pipeline does not contain it; use <see cref="OnnxSessionOptions.Use"/> when you load
    /// a pipeline.
    /// </summary>
    public Action<SessionOptions>? ConfigureSession { get; set; }
}
