using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Some rows of one cursor that a model scores at once, in buffers that are bound to ONNX Runtime: a run of as many rows as the last one
/// allocates nothing on the managed heap.
/// </summary>
internal sealed class RowBatch : IDisposable
{
    private readonly OnnxModel _model;
    private readonly InputBuffer[] _inputs;
    private readonly OutputBuffer?[] _outputs;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private (int Start, int Count) _bound;
    private OutputBuffer?[] _allocated = [];
    private bool _disposed;

    /// <param name="model">The model.</param>
    /// <param name="source">The row that is read, which moves.</param>
    /// <param name="columns">The columns that are fed to the model's inputs.</param>
    /// <param name="capacity">How many rows there is room for.</param>
    public RowBatch(OnnxModel model, DataViewRow source, DataViewSchema.Column[] columns, int capacity)
    {
        _model = model;
        _binding = model.Session.CreateIoBinding();
        _inputs = [.. model.Inputs.Zip(columns, (tensor, column) => tensor.Element.CreateInput(tensor, source, source.Schema[column.Index], capacity))];
        _outputs = new OutputBuffer?[model.Outputs.Count];
        Capacity = capacity;
    }

    public int Capacity { get; }

    /// <summary>Has the model give an output from the next run on; those that nobody asks for it does not compute.</summary>
    public OutputBuffer Use(int output)
    {
        if (_outputs[output] is { } used)
        {
            return used;
        }

        _bound = default;
        ModelTensor tensor = _model.Outputs[output];
        return _outputs[output] = tensor.Element.CreateOutput(tensor, Capacity);
    }

    /// <summary>Gathers the row that the source stands at.</summary>
    /// <exception cref="InvalidOperationException">The row is none that the model takes.</exception>
    public void Read(int slot)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (InputBuffer input in _inputs)
        {
            input.Read(slot);
        }
    }

    /// <summary>Scores rows that were gathered.</summary>
    /// <exception cref="InvalidOperationException">The model cannot score them.</exception>
    /// <exception cref="ObjectDisposedException">The cursor or the transformer was disposed.</exception>
    public void Score(int start, int count)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        InferenceSession session = _model.Session;
        try
        {
            if (_bound != (start, count))
            {
                Bind(start, count);
            }

            session.RunWithBinding(_runOptions, _binding);
            // The buffers that ONNX Runtime reads and writes live through this.
            GC.KeepAlive(this);
            if (_allocated.Length > 0)
            {
                TakeAllocated();
            }
        }
        catch (OnnxRuntimeException e)
        {
            _bound = default;
            throw new InvalidOperationException(Failure(session, e), e);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _binding.Dispose();
        foreach (InputBuffer input in _inputs)
        {
            input.Dispose();
        }

        foreach (OutputBuffer? output in _outputs)
        {
            output?.Dispose();
        }

        _runOptions.Dispose();
    }

    private void Bind(int start, int count)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            _binding.BindInput(_model.Inputs[i].Name, _inputs[i].Rows(start, count));
        }

        _binding.ClearBoundOutputs();
        var bound = new List<OutputBuffer?>();
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_outputs[i] is not { } output)
            {
                continue;
            }

            string name = _model.Outputs[i].Name;
            OrtValue? rows = output.Rows(start, count);
            if (rows is not null)
            {
                _binding.BindOutput(name, rows);
            }
            else
            {
                // Its size only the model knows, which allocates it in each run.
                _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
            }

            bound.Add(rows is null ? output : null);
        }
        _allocated = bound.TrueForAll(output => output is null) ? [] : [.. bound];
        _bound = (start, count);
    }

    private void TakeAllocated()
    {
        using IDisposableReadOnlyCollection<OrtValue> values = _binding.GetOutputValues();
        for (int i = 0; i < _allocated.Length; i++)
        {
            _allocated[i]?.Take(values[i]);
        }
        // What was allocated stays bound, and the next run would have to fit into it.
        _bound = default;
    }

    private string Failure(InferenceSession session, OnnxRuntimeException e)
    {
        string[] unfed = [.. session.InputNames.Except(_model.Inputs.Select(input => input.Name)).Select(name => $"'{name}'")];
        IEnumerable<string> shapes = _model.Outputs.Where((_, i) => _outputs[i] is not null).Select(output => $"{output.Label} the shape that it states, {output.Shape}");
        string cause = unfed.Length == 0
            ? $"Check that the model gives {string.Join(", and ", shapes)}, for one row."
            : $"The model has inputs that this stage does not feed: {string.Join(", ", unfed)}. Give their columns as AdditionalInputs, or export the model without them.";
        IEnumerable<string> columns = _model.Settings.Inputs.Select(column => $"'{column.ColumnName}'");
        return $"{OnnxModel.Stage}: ONNX Runtime could not score a row of column {string.Join(", ", columns)}: " +
            $"{e.Message.TrimEnd()} {cause}";
    }
}
