using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// Scores the rows of one cursor, one at a time, through buffers of its own that ONNX Runtime reads and writes in place.
/// </summary>
internal sealed class RowScorer<TInput, TOutput> : IDisposable
    where TInput : unmanaged
    where TOutput : unmanaged
{
    private readonly OnnxModel _model;
    private readonly DataViewRow _source;
    private readonly ValueGetter<VBuffer<TInput>> _getInput;
    private readonly RunOptions _runOptions = new();
    private readonly TInput[] _input;
    private readonly OrtValue _inputTensor;
    private readonly TOutput[] _output;
    private readonly OrtValue? _outputTensor;
    private readonly OrtIoBinding? _binding;
    private VBuffer<TInput> _row;
    private VBuffer<TOutput> _scores;
    private long _scoredPosition = -1;
    private bool _disposed;

    /// <param name="model">The model.</param>
    /// <param name="source">The row of the cursor, which moves.</param>
    /// <param name="input">The column that is fed to the model.</param>
    public RowScorer(OnnxModel model, DataViewRow source, DataViewSchema.Column input)
    {
        _model = model;
        _source = source;
        _getInput = source.GetGetter<VBuffer<TInput>>(input);
        (_input, _inputTensor) = Tensor<TInput>(model.Input);
        _output = [];
        // An output whose size only the model knows is allocated by it, each time.
        if (model.Output.RowLength == 0)
            return;

        // Bound once: such a run allocates nothing on the managed heap.
        (_output, _outputTensor) = Tensor<TOutput>(model.Output);
        _binding = model.Session.CreateIoBinding();
        _binding.BindInput(model.Input.Name, _inputTensor);
        _binding.BindOutput(model.Output.Name, _outputTensor);
    }

    /// <exception cref="InvalidOperationException">The row has not the length that the model wants, or the model cannot score it.</exception>
    /// <exception cref="ObjectDisposedException">The cursor or the transformer was disposed.</exception>
    public void Score(ref VBuffer<TOutput> result)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        // Every stage behind this one asks for the scores by itself; the model runs once a row.
        long position = _source.Position;
        if (_scoredPosition != position || position < 0)
        {
            Score();
            _scoredPosition = position;
        }
        _scores.CopyTo(ref result);
    }

    private void Score()
    {
        _getInput(ref _row);
        if (_row.Length != _input.Length)
        {
            throw new InvalidOperationException(
                $"{OnnxModel.Stage}: {ModelInput.WrongLength(_model.Settings.InputColumn, _model.Input, _row.Length)} " +
                "Bring each row to that size earlier in the pipeline, or filter such rows out.");
        }
        _row.CopyTo(_input);

        InferenceSession session = _model.Session;
        try
        {
            if (_binding is not null)
            {
                session.RunWithBinding(_runOptions, _binding);
                Copy(_output, ref _scores);
                return;
            }
            using IDisposableReadOnlyCollection<OrtValue> outputs =
                session.Run(_runOptions, [_model.Input.Name], [_inputTensor], [_model.Output.Name]);
            Copy(outputs[0].GetTensorDataAsSpan<TOutput>(), ref _scores);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException(Failure(session, e), e);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _binding?.Dispose();
        _outputTensor?.Dispose();
        _inputTensor.Dispose();
        _runOptions.Dispose();
    }

    // Pinned for life where the collector keeps such arrays, instead of holding up its work around them.
    private static (T[] Buffer, OrtValue Tensor) Tensor<T>(ModelTensor tensor)
        where T : unmanaged
    {
        T[] buffer = GC.AllocateUninitializedArray<T>(tensor.RowLength, pinned: true);
        return (buffer, OrtValue.CreateTensorValueFromMemory(buffer, tensor.BatchOfOne));
    }

    private static void Copy(ReadOnlySpan<TOutput> output, ref VBuffer<TOutput> result)
    {
        VBufferEditor<TOutput> editor = VBufferEditor.Create(ref result, output.Length);
        output.CopyTo(editor.Values);
        result = editor.Commit();
    }

    private string Failure(InferenceSession session, OnnxRuntimeException e)
    {
        string[] unfed = [.. session.InputNames.Where(name => name != _model.Input.Name).Select(name => $"'{name}'")];
        string cause = unfed.Length == 0
            ? $"Check that the model gives {_model.Output.Label} the shape that it states, {_model.Output.Shape}, for one row."
            : $"The model has inputs that this stage does not feed: {string.Join(", ", unfed)}. Export it with {_model.Input.Label} alone.";
        return $"{OnnxModel.Stage}: ONNX Runtime could not score a row of column '{_model.Settings.InputColumn}': " +
            $"{e.Message.TrimEnd()} {cause}";
    }
}
