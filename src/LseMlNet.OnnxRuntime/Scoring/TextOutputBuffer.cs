using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace LseMlNet.OnnxRuntime;

/// <summary>An output tensor of texts. ONNX Runtime allocates it in each run, because texts have no fixed size.</summary>
internal sealed class TextOutputBuffer(ModelTensor tensor, int capacity) : OutputBuffer
{
    private ReadOnlyMemory<char>[] _texts = new ReadOnlyMemory<char>[capacity * tensor.RowLength];

    public override OrtValue? Rows(int start, int count) => null;

    public override void Take(OrtValue value, int start)
    {
        ReadOnlyMemory<char>[] texts = Array.ConvertAll(value.GetStringTensorAsArray(), text => text.AsMemory());
        if (tensor.RowLength == 0)
        {
            _texts = texts;
            return;
        }

        texts.CopyTo(_texts, start * tensor.RowLength);
    }

    public override Delegate CreateGetter(Func<int> scoredSlot) => tensor.RowLength == 1
        ? (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> result) => result = _texts[scoredSlot()])
        : (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> result) =>
        {
            int slot = scoredSlot();
            ReadOnlySpan<ReadOnlyMemory<char>> row = tensor.RowLength == 0 ? _texts : Row(slot, 1);
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref result, row.Length);
            row.CopyTo(editor.Values);
            result = editor.Commit();
        });

    public override Array CopyPair(int slot) => Row(slot, 2).ToArray();

    public override void SwapWithNext(int slot)
    {
        ReadOnlyMemory<char>[] first = Row(slot, 1).ToArray();
        Row(slot + 1, 1).CopyTo(Row(slot, 1));
        first.CopyTo(Row(slot + 1, 1));
    }

    public override double Difference(Array pair, int slot)
    {
        ReadOnlySpan<ReadOnlyMemory<char>> now = Row(slot, 2);
        for (int i = 0; i < now.Length; i++)
        {
            if (!now[i].Span.SequenceEqual(((ReadOnlyMemory<char>[])pair)[i].Span))
            {
                return double.PositiveInfinity;
            }
        }

        return 0;
    }

    public override void Dispose()
    {
    }

    private Span<ReadOnlyMemory<char>> Row(int slot, int rows) => _texts.AsSpan(slot * tensor.RowLength, rows * tensor.RowLength);
}
