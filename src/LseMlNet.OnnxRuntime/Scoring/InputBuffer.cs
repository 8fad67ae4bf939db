using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>The values of a column for a batch of rows, as an input tensor of the model.</summary>
internal abstract class InputBuffer : IDisposable
{
    /// <summary>Copies the value of the row that the source is at.</summary>
    /// <exception cref="InvalidOperationException">The model does not accept the value.</exception>
    public abstract void Read(int slot);

    /// <summary>Some of the rows as a tensor, valid until the next call.</summary>
    public abstract OrtValue Rows(int start, int count);

    /// <summary>Whether a row and the next one differ.</summary>
    public abstract bool DiffersFromNext(int slot);

    /// <summary>Exchanges a row and the next one.</summary>
    public abstract void SwapWithNext(int slot);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class InputBuffer<TColumn, TTensor, TConversion> : InputBuffer
    where TColumn : unmanaged
    where TTensor : unmanaged
    where TConversion : IElementConversion<TColumn, TTensor>
{
    private readonly ModelTensor _tensor;
    private readonly string _column;
    private readonly TensorMemory<TTensor> _memory;
    private readonly ValueGetter<VBuffer<TColumn>>? _getVector;
    private readonly ValueGetter<TColumn>? _getScalar;
    private VBuffer<TColumn> _vector;
    private TColumn[] _dense = [];

    public InputBuffer(ModelTensor tensor, DataViewRow row, DataViewSchema.Column column, int capacity)
    {
        _tensor = tensor;
        _column = column.Name;
        _memory = new TensorMemory<TTensor>(tensor, capacity);
        if (column.Type is VectorDataViewType)
        {
            _getVector = row.GetGetter<VBuffer<TColumn>>(column);
        }
        else
        {
            _getScalar = row.GetGetter<TColumn>(column);
        }
    }

    public override void Read(int slot)
    {
        if (_getVector is null)
        {
            TColumn value = default;
            _getScalar!(ref value);
            Write([value], slot);
            return;
        }
        _getVector(ref _vector);
        if (_vector.Length != _tensor.RowLength)
        {
            throw new InvalidOperationException($"{OnnxModel.Stage}: {ModelInputColumns.WrongLength(_column, _tensor, _vector.Length)} " +
                "Convert each row to that size earlier in the pipeline, or filter such rows out.");
        }
        if (_vector.IsDense)
        {
            Write(_vector.GetValues(), slot);
            return;
        }
        if (_dense.Length == 0)
        {
            _dense = new TColumn[_tensor.RowLength];
        }

        _vector.CopyTo(_dense);
        Write(_dense, slot);
    }

    public override OrtValue Rows(int start, int count) => _memory.Rows(start, count);

    public override bool DiffersFromNext(int slot) =>
        !MemoryMarshal.AsBytes(_memory[slot]).SequenceEqual(MemoryMarshal.AsBytes(_memory[slot + 1]));

    public override void SwapWithNext(int slot) => _memory.SwapWithNext(slot);

    public override void Dispose() => _memory.Dispose();

    private void Write(ReadOnlySpan<TColumn> values, int slot)
    {
        int bad = TConversion.ToTensor(values, _memory[slot]);
        if (bad >= 0)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{OnnxModel.Stage}: element {bad} of column '{_column}' is {values[bad]}; expected {TConversion.Expected}, the element type ") +
                $"of {_tensor.Label}. Scale, clip or round the column earlier in the pipeline.");
        }
    }
}
