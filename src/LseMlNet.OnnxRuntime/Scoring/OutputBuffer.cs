using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Holds what a model gives, and hands it out as the values of a column.</summary>
internal abstract class OutputBuffer : IDisposable
{
    /// <summary>Rows as a tensor that the model writes, valid until the next call; null where the model alone knows the size.</summary>
    public abstract OrtValue? Rows(int start, int count);

    /// <summary>Keeps what the model allocated by itself, for one row.</summary>
    public abstract void Take(OrtValue value);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of a vector.</summary>
    /// <param name="score">Sees to it that the current row is scored, and says where it stands.</param>
    public abstract Delegate Getter(Func<int> score);

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

    public override void Take(OrtValue value) => _taken = value.GetTensorDataAsSpan<TTensor>().ToArray();

    public override Delegate Getter(Func<int> score) => (ValueGetter<VBuffer<TColumn>>)((ref VBuffer<TColumn> result) =>
    {
        int slot = score();
        ReadOnlySpan<TTensor> elements = _memory is null ? _taken : _memory[slot];
        VBufferEditor<TColumn> editor = VBufferEditor.Create(ref result, elements.Length);
        TConversion.ToColumn(elements, editor.Values);
        result = editor.Commit();
    });

    public override void Dispose() => _memory?.Dispose();
}
