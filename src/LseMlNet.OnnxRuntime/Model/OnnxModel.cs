using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>A model that ONNX Runtime has opened. Any number of threads may run it at once.</summary>
internal sealed class OnnxModel : IDisposable
{
    /// <summary>How messages call the stage.</summary>
    public const string Stage = "ScoreOnnxModel";

    private readonly InferenceSession _session;
    private readonly Lazy<BatchSize> _batchSize;
    private bool _disposed;

    private OnnxModel(OnnxModelSettings settings, InferenceSession session)
    {
        _session = session;
        IReadOnlyList<OnnxTensorColumn> inputs = Resolve(settings.Inputs, "input", session.InputMetadata, nameof(OnnxScoringOptions.ModelInputName));
        IReadOnlyList<OnnxTensorColumn> outputs = Resolve(settings.Outputs, "output", session.OutputMetadata, nameof(OnnxScoringOptions.ModelOutputName));
        Inputs = [.. inputs.Select(input => ModelTensor.Input(input.TensorName!, session.InputMetadata[input.TensorName!], settings.DimensionSizes))];
        Outputs = [.. outputs.Select(output => ModelTensor.Output(output.TensorName!, session.OutputMetadata[output.TensorName!], settings.DimensionSizes))];
        Settings = settings with { Inputs = inputs, Outputs = outputs };
        _batchSize = new Lazy<BatchSize>(() => BatchSize.Choose(this));
    }

    /// <summary>What it was opened with, the names of inputs and outputs filled in.</summary>
    public OnnxModelSettings Settings { get; }

    /// <summary>What <see cref="OnnxModelSettings.Inputs"/> are fed to, in the same order.</summary>
    public IReadOnlyList<ModelTensor> Inputs { get; }

    /// <summary>What <see cref="OnnxModelSettings.Outputs"/> come from, in the same order.</summary>
    public IReadOnlyList<ModelTensor> Outputs { get; }

    /// <summary>How many rows it scores at once; found when it is first asked for.</summary>
    public BatchSize BatchSize => _batchSize.Value;

    /// <exception cref="ObjectDisposedException">ONNX Runtime itself would crash on a session that was freed.</exception>
    public InferenceSession Session
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(OnnxScoringTransformer));
            return _session;
        }
    }

    /// <param name="settings">The model, and what of it is used.</param>
    /// <exception cref="ArgumentException">The model has no such input or output, or it has several and none is named.</exception>
    /// <exception cref="DllNotFoundException">The native library of ONNX Runtime is missing.</exception>
    /// <exception cref="FormatException">ONNX Runtime cannot open the model.</exception>
    /// <exception cref="NotSupportedException">Element type or shape of an input or output are not ones that a column can have.</exception>
    public static OnnxModel Open(OnnxModelSettings settings)
    {
        InferenceSession session = Sessions.Open(settings);
        try
        {
            return new OnnxModel(settings, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens the same model once more.</summary>
    public OnnxModel Reopen() => Open(Settings);

    public void Dispose()
    {
        _disposed = true;
        _session.Dispose();
    }

    private static OnnxTensorColumn[] Resolve(
        IReadOnlyList<OnnxTensorColumn> columns, string role, IReadOnlyDictionary<string, NodeMetadata> tensors, string option)
    {
        OnnxTensorColumn[] resolved = [.. columns.Select(column => new OnnxTensorColumn(column.ColumnName, Choose(role, tensors, column, option)))];
        if (resolved.GroupBy(column => column.TensorName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{Stage}: the model's {role} '{twice.Key}' stands for several columns, {List(twice.Select(column => column.ColumnName))}; " +
                $"wanted one. Name another {role} for each column.");
        }
        return resolved;
    }

    private static string Choose(string role, IReadOnlyDictionary<string, NodeMetadata> tensors, OnnxTensorColumn column, string option)
    {
        if (column.TensorName is { } name)
        {
            return tensors.ContainsKey(name)
                ? name
                : throw new ArgumentException($"{Stage}: the model has no {role} '{name}'; it has {List(tensors.Keys)}. " +
                    $"Give one of them as {option}, or null for the only one.");
        }
        if (tensors.Count == 1)
        {
            return tensors.Keys.First();
        }

        return tensors.ContainsKey(column.ColumnName)
            ? column.ColumnName
            : throw new ArgumentException($"{Stage}: the model has several {role}s, {List(tensors.Keys)}, " +
                $"and none has the name of the column, '{column.ColumnName}'. Give one of them as {option}.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
