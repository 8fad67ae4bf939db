using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>An output tensor of the model for a batch of rows, read as the values of a column.</summary>
internal abstract class OutputBuffer : IDisposable
{
    /// <summary>Some of the rows as a tensor to write, valid until the next call; null if the model allocates the output.</summary>
    public abstract OrtValue? Rows(int start, int count);

    /// <summary>Copies an output that the model allocated, for rows that start at a slot.</summary>
    public abstract void Take(OrtValue value, int start);

    /// <summary>Creates a <see cref="ValueGetter{TValue}"/> of a row.</summary>
    /// <param name="scoredSlot">Scores the current row unless it is already scored, and returns its slot.</param>
    public abstract Delegate CreateGetter(Func<int> scoredSlot);

    /// <summary>Copies a row and the next one. This method and the two below require rows of a known length.</summary>
    public abstract Array CopyPair(int slot);

    /// <summary>Exchanges a row and the next one.</summary>
    public abstract void SwapWithNext(int slot);

    /// <summary>
    /// Returns the largest difference between two rows and a copy of two rows, as a fraction of their largest magnitude;
    /// infinite if it cannot be due to rounding.
    /// </summary>
    public abstract double Difference(Array pair, int slot);

    public abstract void Dispose();
}

/// <inheritdoc/>
internal sealed class OutputBuffer<TColumn, TTensor, TConversion>(ModelTensor tensor, int capacity) : OutputBuffer
    where TColumn : unmanaged
    where TTensor : unmanaged
    where TConversion : IElementConversion<TColumn, TTensor>
{
    private readonly TensorMemory<TTensor>? _memory = tensor.RowLength > 0 ? new TensorMemory<TTensor>(tensor, capacity) : null;
    private TTensor[] _taken = [];

    public override OrtValue? Rows(int start, int count) => _memory?.Rows(start, count);

    public override void Take(OrtValue value, int start) => _taken = value.GetTensorDataAsSpan<TTensor>().ToArray();

    public override Delegate CreateGetter(Func<int> scoredSlot) => (ValueGetter<VBuffer<TColumn>>)((ref VBuffer<TColumn> result) =>
    {
        int slot = scoredSlot();
        ReadOnlySpan<TTensor> elements = _memory is null ? _taken : _memory[slot];
        VBufferEditor<TColumn> editor = VBufferEditor.Create(ref result, elements.Length);
        TConversion.ToColumn(elements, editor.Values);
        result = editor.Commit();
    });

    public override Array CopyPair(int slot) => _memory!.Pair(slot).ToArray();

    public override void SwapWithNext(int slot) => _memory!.SwapWithNext(slot);

    public override double Difference(Array pair, int slot)
    {
        ReadOnlySpan<TTensor> before = (TTensor[])pair, now = _memory!.Pair(slot);
        if (MemoryMarshal.AsBytes(before).SequenceEqual(MemoryMarshal.AsBytes(now)))
        {
            return 0;
        }

        return RelativeDifference.Of<TColumn>(Values(before), Values(now));
    }

    public override void Dispose() => _memory?.Dispose();

    private static TColumn[] Values(ReadOnlySpan<TTensor> elements)
    {
        var values = new TColumn[elements.Length];
        TConversion.ToColumn(elements, values);
        return values;
    }
}
