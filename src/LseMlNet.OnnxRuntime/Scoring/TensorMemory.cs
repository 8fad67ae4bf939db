using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Room for some rows of an input or output, which ONNX Runtime reads or writes in place.</summary>
internal sealed class TensorMemory<T>(ModelTensor tensor, int capacity) : IDisposable
    where T : unmanaged
{
    // Pinned for life where the collector keeps such arrays, instead of holding up its work around them.
    private readonly T[] _elements = GC.AllocateUninitializedArray<T>(checked(capacity * tensor.RowLength), pinned: true);
    private OrtValue? _value;

    /// <summary>The elements of a row.</summary>
    public Span<T> this[int slot] => _elements.AsSpan(slot * tensor.RowLength, tensor.RowLength);

    /// <summary>Rows as a tensor; valid until the next call.</summary>
    public OrtValue Rows(int start, int count)
    {
        _value?.Dispose();
        _value = null;
        Memory<T> rows = _elements.AsMemory(start * tensor.RowLength, count * tensor.RowLength);
        return _value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows, tensor.ShapeOf(count));
    }

    public void Dispose() => _value?.Dispose();
}
