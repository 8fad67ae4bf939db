using LseMlNet.Interop;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Adds what an ONNX model makes of a column. Made by <see cref="OnnxScoringEstimator"/>, or loaded with a saved pipeline, which holds
/// the model itself.
/// </summary>
/// <remarks>
/// It owns a session of ONNX Runtime, which all cursors and prediction engines over it share, also at the same time. <see cref="Dispose"/>
/// frees it; scoring throws <see cref="ObjectDisposedException"/> from then on.
/// </remarks>
public sealed class OnnxScoringTransformer : RowStageTransformer, ILoadableStage<OnnxScoringTransformer>, IDisposable
{
    internal const string LoaderName = "LseMlNet.ScoreOnnxModel";

    private static readonly StageSignature Signature = new(OnnxModel.Stage, LoaderName, "LSEONNXS");

    private readonly OnnxModel _model;

    internal OnnxScoringTransformer(IHostEnvironment environment, OnnxModel model)
        : base(environment, Signature)
    {
        _model = model;
    }

    static StageSignature ILoadableStage<OnnxScoringTransformer>.Signature => Signature;

    /// <summary>The column that is added.</summary>
    public string OutputColumnName => _model.Settings.OutputColumn;

    /// <summary>The column that is fed to the model.</summary>
    public string InputColumnName => _model.Settings.InputColumn;

    /// <summary>The model's input that the column is fed to.</summary>
    public string ModelInputName => _model.Input.Name;

    /// <summary>The model's output that becomes the column.</summary>
    public string ModelOutputName => _model.Output.Name;

    /// <summary>Frees the session of ONNX Runtime. No other thread may be scoring.</summary>
    public void Dispose() => _model.Dispose();

    static OnnxScoringTransformer ILoadableStage<OnnxScoringTransformer>.Read(IHostEnvironment environment, BinaryReader reader) =>
        new(environment, OnnxModel.Open(OnnxModelSettings.Read(reader), "the model in the saved pipeline"));

    private protected override void Write(BinaryWriter writer) => _model.Settings.Write(writer);

    private protected override BoundColumn[] Bind(DataViewSchema inputSchema)
    {
        DataViewSchema.Column input = ModelInput.Find(inputSchema, InputColumnName, _model.Input);
        return [_model.Input.ItemType == NumberDataViewType.Single ? Bind<float>(input) : Bind<double>(input)];
    }

    private BoundColumn Bind<TInput>(DataViewSchema.Column input)
        where TInput : unmanaged =>
        _model.Output.ItemType == NumberDataViewType.Single
            ? new OnnxColumn<TInput, float>(input, _model)
            : new OnnxColumn<TInput, double>(input, _model);
}
