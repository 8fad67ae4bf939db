using System.Numerics;
using System.Runtime.InteropServices;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Npy;

/// <summary>Reads arrays of NumPy: one of logits, one of labels, or both.</summary>
/// <param name="part">The rows to read.</param>
/// <param name="logits">The header and the rows of the logits, or null.</param>
/// <param name="labels">The header and the rows of the labels, or null.</param>
internal sealed class NpyReader<T>(FilePart part, (NpyHeader Header, NpyRows Rows)? logits, (NpyHeader Header, NpyRows Rows)? labels) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _row;
    private byte[] _bytes = [];

    public override void Read(RowBlock<T> block, int mostRows)
    {
        block.Part = part;
        block.FirstRow = _row;
        block.Count = (int)Math.Min(mostRows, part.End - part.Start - _row);
        _row += block.Count;
        if (block.Count == 0)
        {
            return;
        }

        try
        {
            if (logits is var (header, rows))
            {
                ReadLogits(block, header, rows);
            }

            if (labels is var (labelHeader, labelRows))
            {
                Span<byte> bytes = Bytes(block.Count, labelHeader);
                labelRows.Read(bytes);
                int length = bytes.Length / labelHeader.ElementSize;
                block.Labels = RowBlock<T>.Room(block.Labels, length);
                NpyElements.ToIntegers(labelHeader, bytes, block.Labels.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw part.File.Fault(e.Message);
        }
    }

    public override void Dispose()
    {
        logits?.Rows.Dispose();
        labels?.Rows.Dispose();
    }

    private void ReadLogits(RowBlock<T> block, NpyHeader header, NpyRows rows)
    {
        int length = checked((int)(block.Count * NpyArray.RowBytes(header) / header.ElementSize));
        block.Logits = RowBlock<T>.Room(block.Logits, length);
        Span<T> values = block.Logits.AsSpan(0, length);
        if (NpyElements.AreValuesOf<T>(header))
        {
            rows.Read(MemoryMarshal.AsBytes(values));
        }
        else
        {
            Span<byte> bytes = Bytes(block.Count, header);
            rows.Read(bytes);
            NpyElements.ToFloating(header, bytes, values);
        }
    }

    private Span<byte> Bytes(int rows, NpyHeader header)
    {
        int length = checked((int)(rows * NpyArray.RowBytes(header)));
        _bytes = RowBlock<T>.Room(_bytes, length);
        return _bytes.AsSpan(0, length);
    }
}
