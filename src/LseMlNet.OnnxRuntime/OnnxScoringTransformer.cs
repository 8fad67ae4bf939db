using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Adds what an ONNX model makes of columns. Made by <see cref="OnnxScoringEstimator"/>, or loaded with a saved pipeline, which holds
/// the model itself or the path of its file.
/// </summary>
/// <remarks>
/// It owns a session of ONNX Runtime, which all cursors and prediction engines over it share, also at the same time. <see cref="Dispose"/>
/// frees it; scoring throws <see cref="ObjectDisposedException"/> from then on. In current
/// ML.NET, a <see cref="PredictionEngine{TSrc, TDst}"/> disposes its transformer with itself unless made with OwnsTransformer = false.
/// </remarks>
public sealed class OnnxScoringTransformer : RowStageTransformer, ILoadableStage<OnnxScoringTransformer>, ITransformer, IDisposable
{
    internal const string LoaderName = "LseMlNet.ScoreOnnxModel";

    private static readonly StageSignature Signature = new(OnnxModel.Stage, LoaderName, "LSEONNXS") { Version = OnnxModelSettings.Version };

    private readonly IHostEnvironment _environment;
    private readonly OnnxModel _model;

    internal OnnxScoringTransformer(IHostEnvironment environment, OnnxModel model)
        : base(environment, Signature)
    {
        _environment = environment;
        _model = model;
    }

    static StageSignature ILoadableStage<OnnxScoringTransformer>.Signature => Signature;

    /// <summary>The column that is added; the first of several.</summary>
    public string OutputColumnName => Outputs[0].ColumnName;

    /// <summary>The column that is fed to the model; the first of several.</summary>
    public string InputColumnName => Inputs[0].ColumnName;

    /// <summary>The model's input that <see cref="InputColumnName"/> is fed to.</summary>
    public string ModelInputName => _model.Inputs[0].Name;

    /// <summary>The model's output that becomes <see cref="OutputColumnName"/>.</summary>
    public string ModelOutputName => _model.Outputs[0].Name;

    /// <summary>The columns that are fed to the model, and its inputs.</summary>
    public IReadOnlyList<OnnxTensorColumn> Inputs => _model.Settings.Inputs;

    /// <summary>The columns that are added, and the model's outputs.</summary>
    public IReadOnlyList<OnnxTensorColumn> Outputs => _model.Settings.Outputs;

    /// <summary>
    /// The number of rows that are scored at once: <see cref="OnnxScoringOptions.BatchSize"/>, or 1 where the model takes no more. Where
    /// the model's dimensions have no names that say it, the model is run on zeros to see.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The transformer was disposed before it was known.</exception>
    public int BatchSize => _model.BatchSize.Rows;

    /// <summary>The path of the model that a saved pipeline keeps; null where the model itself is saved.</summary>
    public string? ModelFile => _model.Settings.Model.File;

    /// <summary>
    /// Finds which execution providers of ONNX Runtime really run the model, and how many nodes of it each. A provider that was asked for
    /// may take none, or leave some to the CPU. The model is opened once more and run on one row of zeros, which takes as long.
    /// </summary>
    /// <returns>The number of nodes by provider, such as CUDAExecutionProvider or CPUExecutionProvider.</returns>
    /// <exception cref="InvalidOperationException">The model cannot score zeros.</exception>
    public IReadOnlyDictionary<string, int> FindExecutionProviders() => ExecutionProviders.Find(_model);

    /// <summary>Adds the columns to data; they are scored when they are read, <see cref="BatchSize"/> rows at once.</summary>
    /// <param name="input">Data with the input columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or is not what the model takes.</exception>
    public new IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new BatchedView(_environment, AsDataTransform(input), Transform, _model, Warn);
    }

    /// <summary>Frees the session of ONNX Runtime. No other thread may be scoring.</summary>
    public void Dispose() => _model.Dispose();

    static OnnxScoringTransformer ILoadableStage<OnnxScoringTransformer>.Read(IHostEnvironment environment, BinaryReader reader) =>
        Read(environment, reader, OnnxModelSettings.Version);

    static OnnxScoringTransformer ILoadableStage<OnnxScoringTransformer>.Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        Read(environment, reader, version);

    private protected override void Write(BinaryWriter writer) => _model.Settings.Write(writer);

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] inputs = ModelInput.Find(inputSchema, _model);
        var scorers = new RowScorers(_model, inputs);
        return [.. Enumerable.Range(0, Outputs.Count).Select(output => new OnnxColumn(_model, inputs, output, scorers))];
    }

    private static OnnxScoringTransformer Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, OnnxModel.Open(OnnxModelSettings.Read(reader, version)));
}
