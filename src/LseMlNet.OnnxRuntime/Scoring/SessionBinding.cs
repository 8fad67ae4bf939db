using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Input and output buffers for the rows of one cursor, bound to the model's session. ONNX Runtime reads and writes them in place: a run
/// with as many rows as the previous one allocates nothing on the managed heap.
/// </summary>
/// <remarks>
/// A binding is meant for one thread at a time. If a second thread scores or disposes nevertheless, ONNX Runtime would end the process. To
/// prevent that, scoring waits for a run in progress, and disposal frees the buffers after the run.
/// </remarks>
internal sealed class SessionBinding : IDisposable
{
    private readonly OnnxModel _model;
    private readonly InputBuffer[] _inputs;
    // Null for outputs that are not used.
    private readonly OutputBuffer?[] _outputs;
    private readonly int _capacity;
    private readonly Lock _run = new();
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private (int Start, int Count) _bound;
    // The outputs that the model allocates, by the index of the bound output; null for outputs that ONNX Runtime writes in place.
    private OutputBuffer?[] _allocatedByModel = [];
    private volatile bool _disposed;
    private bool _freed;

    /// <param name="model">The model.</param>
    /// <param name="source">The row to read. Its values change as its cursor moves.</param>
    /// <param name="columns">The columns that the model reads.</param>
    /// <param name="capacity">The maximum number of rows.</param>
    public SessionBinding(OnnxModel model, DataViewRow source, DataViewSchema.Column[] columns, int capacity)
    {
        _model = model;
        _capacity = capacity;
        _inputs = [.. model.Inputs.Zip(
            columns, (tensor, column) => tensor.Element.CreateInput(tensor, source, source.Schema[column.Index], capacity))];
        using SharedSession.Use use = model.UseSession();
        _binding = use.Session.CreateIoBinding();
        _outputs = new OutputBuffer?[model.Outputs.Count];
    }

    /// <summary>
    /// Makes every later run compute an output, and creates a getter for its column. The model does not compute outputs that are not used.
    /// </summary>
    /// <param name="output">The index of the output.</param>
    /// <param name="scoredSlot">Scores the current row unless it is already scored, and returns its slot.</param>
    public Delegate CreateGetter(int output, Func<int> scoredSlot)
    {
        if (_outputs[output] is null)
        {
            _bound = default;
            ModelTensor tensor = _model.Outputs[output];
            _outputs[output] = tensor.Element.CreateOutput(tensor, _capacity);
        }

        return _model.OutputColumns[output].CreateGetter(_outputs[output]!, scoredSlot);
    }

    /// <summary>Copies the input columns of the row that the source is at.</summary>
    /// <exception cref="InvalidOperationException">The model does not accept the row.</exception>
    public void Read(int slot)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (InputBuffer input in _inputs)
        {
            input.Read(slot);
        }
    }

    /// <summary>Runs the model on rows that were read.</summary>
    /// <exception cref="InvalidOperationException">The model cannot score them.</exception>
    /// <exception cref="ObjectDisposedException">The cursor or the transformer was disposed.</exception>
    public void Score(int start, int count)
    {
        try
        {
            lock (_run)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                Run(start, count);
            }
        }
        finally
        {
            if (_disposed)
            {
                FreeUnlessRunning();
            }
        }
    }

    /// <summary>The outputs that are computed.</summary>
    public IEnumerable<int> UsedOutputs() => Enumerable.Range(0, _outputs.Length).Where(Uses);

    /// <summary>Whether an output is computed.</summary>
    public bool Uses(int output) => _outputs[output] is not null;

    /// <summary>Whether any input of a row differs from that of the next one.</summary>
    public bool DifferFromNext(int slot) => Array.Exists(_inputs, input => input.DiffersFromNext(slot));

    /// <summary>Exchanges the inputs of a row and the next one.</summary>
    public void SwapInputs(int slot) => Array.ForEach(_inputs, input => input.SwapWithNext(slot));

    /// <summary>Exchanges the outputs of a row and the next one.</summary>
    public void SwapOutputs(int slot) => Array.ForEach(_outputs, output => output?.SwapWithNext(slot));

    /// <summary>Copies the outputs of a row and the next one, in the order of <see cref="UsedOutputs"/>.</summary>
    public Array[] CopyOutputs(int slot) => [.. UsedOutputs().Select(output => _outputs[output]!.CopyPair(slot))];

    /// <summary>Compares an output of a row and the next one with a copy; see <see cref="OutputBuffer.Difference"/>.</summary>
    public (ModelTensor Tensor, double Difference) Difference(int output, Array pair, int slot) =>
        (_model.Outputs[output], _outputs[output]!.Difference(pair, slot));

    public void Dispose()
    {
        _disposed = true;
        FreeUnlessRunning();
    }

    private void Run(int start, int count)
    {
        using SharedSession.Use use = _model.UseSession();
        try
        {
            if (_bound != (start, count))
            {
                Bind(start, count);
            }

            use.Session.RunWithBinding(_runOptions, _binding);
            // Keeps alive the buffers that ONNX Runtime reads and writes.
            GC.KeepAlive(this);
            if (_allocatedByModel.Length > 0)
            {
                TakeAllocated(start);
            }
        }
        catch (OnnxRuntimeException e)
        {
            _bound = default;
            throw ScoringFailure.Create(_model, _model.Outputs.Where((_, i) => _outputs[i] is not null), e);
        }
    }

    // If a run is in progress, the thread of that run calls this method afterwards.
    private void FreeUnlessRunning()
    {
        if (!_run.TryEnter())
        {
            return;
        }

        try
        {
            if (!_freed)
            {
                _freed = true;
                Free();
            }
        }
        finally
        {
            _run.Exit();
        }
    }

    private void Free()
    {
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
        var allocated = new List<OutputBuffer?>();
        for (int i = 0; i < _outputs.Length; i++)
        {
            if (_outputs[i] is not { } output)
            {
                continue;
            }

            string name = _model.Outputs[i].Name;
            if (output.Rows(start, count) is { } rows)
            {
                _binding.BindOutput(name, rows);
                allocated.Add(null);
            }
            else
            {
                // The model allocates this output in each run.
                _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
                allocated.Add(output);
            }
        }
        _allocatedByModel = allocated.TrueForAll(output => output is null) ? [] : [.. allocated];
        _bound = (start, count);
    }

    private void TakeAllocated(int start)
    {
        using IDisposableReadOnlyCollection<OrtValue> values = _binding.GetOutputValues();
        for (int i = 0; i < _allocatedByModel.Length; i++)
        {
            _allocatedByModel[i]?.Take(values[i], start);
        }
        // The allocated output stays bound. Unless the output is bound again, the next run must return an output of the same size.
        _bound = default;
    }
}
