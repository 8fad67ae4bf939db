using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Room for some rows of an input or output, which ONNX Runtime reads or writes in place.</summary>
internal sealed class TensorMemory<T>(ModelTensor tensor, int capacity) : IDisposable
    where T : unmanaged
{
    // Pinned for life where the collector keeps such arrays, instead of holding up its work around them, and taken for pinned below: the
    // handle by which an OrtValue pins memory otherwise is never freed where nobody disposes the engine or cursor that it belongs to.
    private readonly T[] _elements = GC.AllocateUninitializedArray<T>(checked(capacity * tensor.RowLength), pinned: true);
    private OrtValue? _value;

    /// <summary>The elements of a row.</summary>
    public Span<T> this[int slot] => _elements.AsSpan(slot * tensor.RowLength, tensor.RowLength);

    /// <summary>Rows as a tensor; valid until the next call.</summary>
    public OrtValue Rows(int start, int count)
    {
        _value?.Dispose();
        _value = null;
        Memory<T> rows = MemoryMarshal.CreateFromPinnedArray(_elements, start * tensor.RowLength, count * tensor.RowLength);
        return _value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows, tensor.ShapeOf(count));
    }

    public void Dispose() => _value?.Dispose();
}
