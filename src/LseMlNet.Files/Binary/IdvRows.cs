using System.Numerics;
using LseMlNet.Files.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Binary;

/// <summary>Reads the rows of a cursor of ML.NET.</summary>
internal sealed class IdvRows<T> : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FilePart _part;
    private readonly ColumnChoice _choice;
    private readonly DataViewRowCursor _cursor;
    private readonly Action<RowBlock<T>, int>[] _copies;
    private long _skip;
    private long _row;

    public IdvRows(FilePart part, ColumnChoice choice, IDataView view)
    {
        (_part, _choice, _skip) = (part, choice, part.Start);
        FileColumn[] columns = [.. choice.Logits, .. choice.Label is { } ? new[] { choice.Label } : []];
        _cursor = view.GetRowCursor(columns.Select(column => view.Schema[column.Name]));
        _copies =
        [
            .. choice.Logits.Select((column, index) => column.Kind == ElementKind.Double ? CopyLogits<double>(column, index) : CopyLogits<float>(column, index)),
            .. choice.Label is { } label ? new[] { CopyLabels(label) } : [],
        ];
    }

    public override void Read(RowBlock<T> block, int mostRows)
    {
        block.Part = _part;
        block.FirstRow = _row;
        block.Count = (int)Math.Min(mostRows, _part.End - _part.Start - _row);
        if (_choice.Label?.Kind == ElementKind.Text)
        {
            block.Texts = RowBlock<T>.Room(block.Texts, block.Count);
        }
        else
        {
            block.Labels = RowBlock<T>.Room(block.Labels, (long)block.Count * _choice.LabelLength);
        }

        try
        {
            for (; _skip > 0; _skip--)
            {
                Move();
            }

            for (int row = 0; row < block.Count; row++, _row++)
            {
                Move();
                foreach (Action<RowBlock<T>, int> copy in _copies)
                {
                    copy(block, row);
                }
            }
        }
        // ML.NET tells in many ways that it cannot read the file.
        catch (Exception e) when (e is not (FormatException or IOException))
        {
            throw _part.Fault(_row, "", $"the file is damaged: {e.Message}");
        }
    }

    public override void Dispose() => _cursor.Dispose();

    private void Move()
    {
        if (!_cursor.MoveNext())
        {
            throw _part.Fault(_row, "", $"the file ends here; expected {_part.End - _part.Start} rows");
        }
    }

    private Action<RowBlock<T>, int> CopyLogits<TItem>(FileColumn column, int index)
        where TItem : unmanaged, INumberBase<TItem>
    {
        DataViewSchema.Column source = _cursor.Schema[column.Name];
        int length = _choice.RowLength;
        if (!column.IsList)
        {
            ValueGetter<TItem> getOne = _cursor.GetGetter<TItem>(source);
            TItem one = default;
            return (block, row) =>
            {
                getOne(ref one);
                MakeRoom(block);
                block.Logits[(row * length) + index] = T.CreateTruncating(one);
            };
        }

        ValueGetter<VBuffer<TItem>> get = _cursor.GetGetter<VBuffer<TItem>>(source);
        VBuffer<TItem> value = default;
        TItem[] dense = [];
        return (block, row) =>
        {
            get(ref value);
            if (value.Length != length)
            {
                throw _part.Fault(_row, $"column '{column.Name}'", $"it has {value.Length} values; expected {length}, as in the first row");
            }

            MakeRoom(block);
            dense = RowBlock<T>.Room(dense, length);
            value.CopyTo(dense);
            for (int i = 0; i < length; i++)
            {
                block.Logits[(row * length) + i] = T.CreateTruncating(dense[i]);
            }
        };
    }

    // Not before the first row is read, because a damaged schema may state any length.
    private void MakeRoom(RowBlock<T> block) => block.Logits = RowBlock<T>.Room(block.Logits, (long)block.Count * _choice.RowLength);

    private Action<RowBlock<T>, int> CopyLabels(FileColumn column)
    {
        DataViewSchema.Column source = _cursor.Schema[column.Name];
        Type raw = source.Type.RawType;
        // In memory, keys count from 1, and 0 is the missing key.
        long first = source.Type is KeyDataViewType ? 1 : 0;
        return raw == typeof(ReadOnlyMemory<char>) ? CopyTexts(source)
            : raw == typeof(uint) ? CopyNumbers<uint>(source, first)
            : raw == typeof(byte) ? CopyNumbers<byte>(source, first)
            : raw == typeof(ushort) ? CopyNumbers<ushort>(source, first)
            : raw == typeof(ulong) ? CopyNumbers<ulong>(source, first)
            : raw == typeof(int) ? CopyNumbers<int>(source, first)
            : raw == typeof(long) ? CopyNumbers<long>(source, first)
            : throw _part.File.Fault($"column '{column.Name}' of type {source.Type} cannot hold the labels; expected a key, Int32, Int64 or text");
    }

    private Action<RowBlock<T>, int> CopyTexts(DataViewSchema.Column source)
    {
        ValueGetter<ReadOnlyMemory<char>> get = _cursor.GetGetter<ReadOnlyMemory<char>>(source);
        ReadOnlyMemory<char> text = default;
        return (block, row) =>
        {
            get(ref text);
            block.Texts[row] = text.ToString();
        };
    }

    private Action<RowBlock<T>, int> CopyNumbers<TItem>(DataViewSchema.Column source, long first)
        where TItem : unmanaged, INumberBase<TItem>
    {
        ValueGetter<TItem> get = _cursor.GetGetter<TItem>(source);
        TItem number = default;
        return (block, row) =>
        {
            get(ref number);
            block.Labels[row] = long.CreateSaturating(number) - first;
        };
    }
}
