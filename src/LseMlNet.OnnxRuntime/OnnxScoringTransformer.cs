using System.Runtime.CompilerServices;
using LseMlNet.Interop;
using LseMlNet.OnnxRuntime;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(OnnxScoringTransformer), typeof(StageLoader<OnnxScoringTransformer>), null,
    typeof(SignatureLoadModel), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IDataTransform), typeof(StageLoader<OnnxScoringTransformer>), null,
    typeof(SignatureLoadDataTransform), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]
[assembly: LoadableClass(typeof(IRowMapper), typeof(StageLoader<OnnxScoringTransformer>), null,
    typeof(SignatureLoadRowMapper), "ScoreOnnxModel", OnnxScoringTransformer.LoaderName)]

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Adds the outputs of an ONNX model as columns. It is created by <see cref="OnnxScoringEstimator"/>, or loaded with a saved pipeline,
/// which contains the model or the path of its file.
/// </summary>
/// <remarks>
/// The transformer owns an ONNX Runtime session, which all its cursors and prediction engines share, on any number of threads.
/// After <see cref="Dispose"/>, scoring throws <see cref="ObjectDisposedException"/>. A
/// <see cref="PredictionEngine{TSrc, TDst}"/> disposes its transformer unless it was created with OwnsTransformer = false.
/// </remarks>
public sealed class OnnxScoringTransformer : RowStageTransformer, ILoadableStage<OnnxScoringTransformer>, IDisposable
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
        WarnOfProbabilities();
    }

    static StageSignature ILoadableStage<OnnxScoringTransformer>.Signature => Signature;

    /// <summary>The column that is added, or the first of several.</summary>
    public string OutputColumnName => Outputs[0].ColumnName;

    /// <summary>The column that is fed to the model, or the first of several.</summary>
    public string InputColumnName => Inputs[0].ColumnName;

    /// <summary>The model's input that <see cref="InputColumnName"/> is fed to.</summary>
    public string ModelInputName => _model.Inputs[0].Name;

    /// <summary>The model's output that <see cref="OutputColumnName"/> holds.</summary>
    public string ModelOutputName => Outputs[0].TensorName!;

    /// <summary>The columns that are fed to the model, and the inputs that they are fed to.</summary>
    public IReadOnlyList<OnnxTensorColumn> Inputs => _model.Settings.Inputs;

    /// <summary>The columns that are added, and the outputs of the model that they hold.</summary>
    public IReadOnlyList<OnnxTensorColumn> Outputs => _model.Settings.Outputs;

    /// <summary>
    /// The number of rows that are scored at once: <see cref="OnnxScoringOptions.BatchSize"/>, or 1 if the model does not support batches.
    /// It becomes 1 if the first rows of a batch turn out to depend on each other. If the names of the model's dimensions do not show
    /// whether it supports batches, reading this property for the first time runs the model on zeros.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The transformer was disposed before the number was known.</exception>
    public int BatchSize => _model.BatchSize.Rows;

    /// <summary>The path of the model if a saved pipeline contains only the path; null if it contains the model.</summary>
    public string? ModelFile => _model.Settings.Model.File;

    /// <inheritdoc cref="OnnxScoringEstimator.ClassNames"/>
    public IReadOnlyList<string>? ClassNames => _model.ClassNames?.AsReadOnly();

    /// <summary>
    /// Finds which execution providers of ONNX Runtime run the model, and how many of its nodes each of them runs. A requested provider may
    /// run none of the nodes, or leave some to the CPU. This opens the model a second time, and runs it on one row of zeros.
    /// </summary>
    /// <returns>The number of nodes by the name of the provider, such as CUDAExecutionProvider or CPUExecutionProvider.</returns>
    /// <exception cref="InvalidOperationException">The model cannot score zeros.</exception>
    public IReadOnlyDictionary<string, int> FindExecutionProviders() => ExecutionProviders.Find(_model);

    /// <summary>
    /// Frees the ONNX Runtime session. Runs of the model that are in progress on other threads finish first; the next one throws
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose() => _model.Dispose();

    static OnnxScoringTransformer ILoadableStage<OnnxScoringTransformer>.Read(
        IHostEnvironment environment, BinaryReader reader, uint version) => Read(environment, reader, version);

    private protected override void Write(BinaryWriter writer) => _model.Settings.Write(writer);

    private protected override IDataView CreateDataView(IDataView input) =>
        new BatchedDataView(_environment, AsDataTransform(input), Transform, _model, Warn);

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] inputs = ModelInputColumns.Find(inputSchema, _model);
        // ML.NET asks for the getter of each column separately. The getters of one row share a scorer, so that the model runs only once.
        var scorers = new ConditionalWeakTable<DataViewRow, SingleRowScorer>();
        return [.. Enumerable.Range(0, Outputs.Count).Select(output => new ModelOutputColumn(_model, inputs, output, ScorerOf))];

        SingleRowScorer ScorerOf(DataViewRow row) => scorers.GetValue(row, source => new SingleRowScorer(_model, source, inputs));
    }

    private void WarnOfProbabilities()
    {
        for (int i = 0; i < Outputs.Count; i++)
        {
            if (_model.Activations[i] is { } activation)
            {
                Warn(
                    $"Column '{Outputs[i].ColumnName}' holds probabilities, not logits: output '{Outputs[i].TensorName}' of the model is " +
                    $"computed by {activation.Operator}. Do not append Softmax to it. To get the logits, set ModelOutputName to " +
                    $"'{activation.Logits}', the tensor that {activation.Operator} reads.");
            }
        }
    }

    private static OnnxScoringTransformer Read(IHostEnvironment environment, BinaryReader reader, uint version) =>
        new(environment, OnnxModel.Open(OnnxModelSettings.Read(reader, version)));
}
