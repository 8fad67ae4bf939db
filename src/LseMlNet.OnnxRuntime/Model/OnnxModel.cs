using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>A model that is open in ONNX Runtime. Any number of threads may run it at the same time.</summary>
internal sealed class OnnxModel : IDisposable
{
    /// <summary>The name of the stage in messages.</summary>
    public const string Stage = "ScoreOnnxModel";

    private readonly SharedSession _session;
    private readonly Lazy<BatchSize> _batchSize;
    private int _warned;

    private OnnxModel(OnnxModelSettings settings, InferenceSession session, ModelGraph graph)
    {
        _session = new SharedSession(session);
        Graph = graph;
        (IReadOnlyDictionary<string, NodeMetadata> inputTensors, IReadOnlyDictionary<string, NodeMetadata> outputTensors) =
            (session.InputMetadata, session.OutputMetadata);
        OnnxTensorColumn[] inputs = Resolve(
            settings.Inputs, "input", [.. inputTensors.Keys], [], nameof(OnnxScoringOptions.ModelInputName));
        string[] outputNames = [.. outputTensors.Keys.Except(settings.InnerTensors)];
        OnnxTensorColumn[] outputs = Resolve(
            settings.Outputs, "output", outputNames, settings.InnerTensors, nameof(OnnxScoringOptions.ModelOutputName));
        IReadOnlyDictionary<string, int> sizes = settings.DimensionSizes;
        Inputs = [.. inputs.Select(input => ModelTensor.Input(input.TensorName!, inputTensors[input.TensorName!], sizes))];
        GraphOutput[] sources = Array.ConvertAll(outputs, output => GraphOutput.Find(graph, output.TensorName!));
        Array?[] mapped = Array.ConvertAll(sources, source => source.Maps is null ? null : GraphOutput.ClassesOf(source.Maps));
        Outputs = [.. sources.Zip(
            mapped, (source, classes) => ModelTensor.Output(source, outputTensors[source.Tensor], sizes, classes?.Length))];
        Array? predicted = graph.Classes();
        Activations = Array.ConvertAll(sources, source => FinalActivation.Find(graph, source.Tensor));
        OutputColumns = [.. outputs.Select((output, i) => new OutputColumn(
            output.ColumnName, Outputs[i], ModelClassNames.Texts(mapped[i]), predicted, Activations[i] is not null))];
        ClassNames = ModelClassNames.Find(session.ModelMetadata, graph, outputs[0].TensorName!);
        Settings = settings with { Inputs = inputs, Outputs = outputs };
        UnfedInputs = [.. inputTensors.Keys.Except(inputs.Select(input => input.TensorName!))];
        Independence = new RowIndependence(Outputs.Count);
        _batchSize = new Lazy<BatchSize>(() => BatchSize.Choose(this));
    }

    /// <summary>The settings that the model was opened with, with the names of inputs and outputs filled in.</summary>
    public OnnxModelSettings Settings { get; }

    /// <summary>The inputs that <see cref="OnnxModelSettings.Inputs"/> are fed to, in the same order.</summary>
    public IReadOnlyList<ModelTensor> Inputs { get; }

    /// <summary>The outputs that <see cref="OnnxModelSettings.Outputs"/> names, in the same order.</summary>
    public IReadOnlyList<ModelTensor> Outputs { get; }

    /// <summary>The columns that hold <see cref="Outputs"/>, in the same order.</summary>
    public IReadOnlyList<OutputColumn> OutputColumns { get; }

    /// <summary>The functions that turn logits into <see cref="Outputs"/>, in the same order; null for outputs that are not known to be
    /// probabilities.</summary>
    public IReadOnlyList<FinalActivation?> Activations { get; }

    /// <summary>The names of the classes, in their order; null if the model does not state them.</summary>
    public string[]? ClassNames { get; }

    /// <summary>The nodes of the model.</summary>
    public ModelGraph Graph { get; }

    /// <summary>Whether the model scores the rows of a batch independently of each other.</summary>
    public RowIndependence Independence { get; }

    /// <summary>
    /// How many rows the model scores at once. It is determined on first use, and becomes 1 if rows turn out to depend on each other.
    /// </summary>
    public BatchSize BatchSize => Independence.Dependence is { } reason ? new BatchSize(1, reason, RowsDepend: true) : _batchSize.Value;

    /// <summary>The names of the inputs that no column is fed to.</summary>
    public IReadOnlyList<string> UnfedInputs { get; }

    /// <summary>Keeps the session alive until the result is disposed, even if the model is disposed in the meantime.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public SharedSession.Use UseSession() => _session.Enter();

    /// <param name="settings">The model, and which of its inputs and outputs are used.</param>
    /// <exception cref="ArgumentException">The model has no such input or output, or has several and the options name none.</exception>
    /// <exception cref="DllNotFoundException">The native library of ONNX Runtime is missing.</exception>
    /// <exception cref="FormatException">ONNX Runtime cannot open the model.</exception>
    /// <exception cref="NotSupportedException">A column cannot have the element type or the shape of an input or output.</exception>
    public static OnnxModel Open(OnnxModelSettings settings)
    {
        ModelGraph graph = settings.Model.ReadGraph();
        settings = settings with { InnerTensors = GraphOutput.InnerTensors(graph, settings.Outputs) };
        InferenceSession session = SessionFactory.Open(settings);
        try
        {
            return new OnnxModel(settings, session, graph);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens the same model again, in another session.</summary>
    public OnnxModel Reopen() => Open(Settings);

    /// <summary>Whether this is the first call, because the warning about the batch size is written only once.</summary>
    public bool IsFirstWarning() => Interlocked.Exchange(ref _warned, 1) == 0;

    /// <summary>Refuses further calls. Calls in flight still finish.</summary>
    public void Dispose() => _session.Dispose();

    private static OnnxTensorColumn[] Resolve(
        IReadOnlyList<OnnxTensorColumn> columns, string role, string[] tensors, IReadOnlyList<string> innerTensors, string option)
    {
        OnnxTensorColumn[] resolved = [.. columns.Select(
            column => new OnnxTensorColumn(column.ColumnName, Choose(role, tensors, innerTensors, column, option)))];
        if (resolved.GroupBy(column => column.TensorName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{Stage}: the model's {role} '{twice.Key}' is assigned to several columns, " +
                $"{List(twice.Select(column => column.ColumnName))}; expected one. Assign a different {role} to each column.");
        }
        return resolved;
    }

    private static string Choose(
        string role, string[] tensors, IReadOnlyList<string> innerTensors, OnnxTensorColumn column, string option)
    {
        if (column.TensorName is { } name)
        {
            return tensors.Contains(name) || innerTensors.Contains(name)
                ? name
                : throw new ArgumentException($"{Stage}: the model has no {role} '{name}'; it has {List(tensors)}. " +
                    $"Set {option} to one of them, or to null if there is only one.");
        }
        if (tensors is [var only])
        {
            return only;
        }

        return tensors.Contains(column.ColumnName)
            ? column.ColumnName
            : throw new ArgumentException($"{Stage}: the model has several {role}s, {List(tensors)}, " +
                $"and none has the name of the column, '{column.ColumnName}'. Set {option} to one of them.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
