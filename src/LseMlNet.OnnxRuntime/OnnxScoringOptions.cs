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
    /// The model's input that the column is fed to. Null means the model's only input; where it has several, the one called as
    /// <see cref="InputColumnName"/>.
    /// </summary>
    public string? ModelInputName { get; set; }

    /// <summary>
    /// The model's output that becomes the column. Null means the model's only output; where it has several, the one called as
    /// <see cref="OutputColumnName"/>.
    /// </summary>
    public string? ModelOutputName { get; set; }

    /// <summary>
    /// How many threads work on one row, at least 1. Null means ONNX Runtime's default: one per physical core. Where many rows are
    /// scored at once, as a web server does, 1 is often best.
    /// </summary>
    public int? IntraOpThreads { get; set; }
}
