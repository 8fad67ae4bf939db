using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Arrow;

/// <summary>Reads the rows of record batches, from Arrow and Parquet files.</summary>
/// <param name="part">The rows to read.</param>
/// <param name="choice">The columns to read.</param>
/// <param name="batches">The batches. This object closes them.</param>
/// <param name="skip">The number of rows of the batches before the part.</param>
internal sealed class ArrowRows<T>(FilePart part, ColumnChoice choice, IArrowArrayStream batches, long skip) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private RecordBatch? _batch;
    private int _at;
    private long _skip = skip;
    private long _row;

    public override void Read(RowBlock<T> block, int mostRows)
    {
        block.Part = part;
        block.FirstRow = _row;
        block.Count = 0;
        try
        {
            if (_row < part.End - part.Start)
            {
                Fill(block, mostRows);
            }
        }
        // Other libraries decode the file, and throw various exceptions when they cannot.
        catch (Exception e) when (e is not (FormatException or IOException))
        {
            throw part.Fault(_row, "", $"the file is damaged: {e.Message}");
        }
    }

    public override void Dispose()
    {
        _batch?.Dispose();
        batches.Dispose();
    }

    private void Fill(RowBlock<T> block, int mostRows)
    {
        while (_batch is null || _at == _batch.Length)
        {
            _batch?.Dispose();
            _batch = batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() ??
                throw part.Fault(_row, "", $"the file ends here; expected {part.End - part.Start} rows");
            _at = (int)Math.Min(_skip, _batch.Length);
            _skip -= _at;
        }

        int count = (int)Math.Min(Math.Min(mostRows, _batch.Length - _at), part.End - part.Start - _row);
        for (int i = 0; i < choice.Logits.Count; i++)
        {
            // The values are found before there is memory for them, because a damaged schema may state any length.
            ArrowValues values = Values(_batch, choice.Logits[i], count, choice.IsColumnPerClass ? 1 : choice.RowLength);
            block.Logits = RowBlock<T>.Room(block.Logits, (long)count * choice.RowLength);
            values.CopyTo(block.Logits.AsSpan(0, count * choice.RowLength), choice.IsColumnPerClass ? i : 0, choice.IsColumnPerClass ? choice.RowLength : 1);
        }

        if (choice.Label is { Kind: ElementKind.Text } text)
        {
            block.Texts = RowBlock<T>.Room(block.Texts, count);
            Values(_batch, text, count, 1).CopyTo(block.Texts.AsSpan(0, count));
        }
        else if (choice.Label is { } label)
        {
            ArrowValues values = Values(_batch, label, count, choice.LabelLength);
            block.Labels = RowBlock<T>.Room(block.Labels, (long)count * choice.LabelLength);
            values.CopyTo(block.Labels.AsSpan(0, count * choice.LabelLength));
        }

        block.Count = count;
        _at += count;
        _row += count;
    }

    private ArrowValues Values(RecordBatch batch, FileColumn column, int count, int rowLength) =>
        ArrowValues.Of(batch.Column(column.Name), _at, count, rowLength, (row, fault) => part.Fault(_row + row, $"column '{column.Name}'", fault));
}
