using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>Memory for a batch of rows of an input or output, which ONNX Runtime reads or writes in place.</summary>
internal sealed class TensorMemory<T>(ModelTensor tensor, int capacity) : IDisposable
    where T : unmanaged
{
    // The array is allocated as a pinned array, and passed as such below. Otherwise, OrtValue would pin it with a handle,
    // which is never freed if the owning prediction engine or cursor is not disposed. Pinned arrays also have a separate heap,
    // so they do not fragment the other heaps.
    private readonly T[] _elements = GC.AllocateUninitializedArray<T>(checked(capacity * tensor.RowLength), pinned: true);
    private OrtValue? _value;

    /// <summary>The elements of a row.</summary>
    public Span<T> this[int slot] => _elements.AsSpan(slot * tensor.RowLength, tensor.RowLength);

    /// <summary>The elements of a row and of the next one.</summary>
    public Span<T> Pair(int slot) => _elements.AsSpan(slot * tensor.RowLength, 2 * tensor.RowLength);

    /// <summary>Exchanges a row and the next one.</summary>
    public void SwapWithNext(int slot)
    {
        T[] row = this[slot].ToArray();
        this[slot + 1].CopyTo(this[slot]);
        row.CopyTo(this[slot + 1]);
    }

    /// <summary>Some of the rows as a tensor, valid until the next call.</summary>
    public OrtValue Rows(int start, int count)
    {
        _value?.Dispose();
        _value = null;
        Memory<T> rows = MemoryMarshal.CreateFromPinnedArray(_elements, start * tensor.RowLength, count * tensor.RowLength);
        return _value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows, tensor.ShapeOf(count));
    }

    public void Dispose() => _value?.Dispose();
}
