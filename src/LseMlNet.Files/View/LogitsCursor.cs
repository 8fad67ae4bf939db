using System.Numerics;
using LseMlNet.Files.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.View;

/// <summary>Moves over the rows of blocks that it takes from a reader.</summary>
internal sealed class LogitsCursor<T> : DataViewRowCursor
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LogitsDataView _view;
    private readonly SharedRows<T> _rows;
    private readonly HashSet<int> _active;
    private readonly int _rowLength;
    private readonly RowBlock<T> _block = new();
    private int _row = -1;
    private long _blockNumber;
    private long _firstRow;
    private long _position = -1;
    private bool _isDisposed;

    private LogitsCursor(LogitsDataView view, IEnumerable<DataViewSchema.Column> columns, SharedRows<T> rows)
    {
        (_view, _rows, _rowLength) = (view, rows, view.Source.RowLength);
        _active = [.. columns.Select(column => column.Index)];
    }

    public override DataViewSchema Schema => _view.Schema;

    public override long Position => _position;

    public override long Batch => _blockNumber;

    /// <summary>The cursors of one set.</summary>
    public static DataViewRowCursor[] Create(LogitsDataView view, IEnumerable<DataViewSchema.Column> columns, int count)
    {
        var rows = new SharedRows<T>(view.Source, count);
        return [.. Enumerable.Range(0, count).Select(_ => new LogitsCursor<T>(view, columns, rows))];
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_row + 1 >= _block.Count)
        {
            if (_position != -1 && _block.Count == 0)
            {
                return false;
            }

            _rows.Read(_block, out _blockNumber, out _firstRow);
            _row = -1;
            if (_block.Count == 0)
            {
                _position = long.MaxValue;
                return false;
            }
        }

        _row++;
        _position = _position == -1 ? 0 : _position + 1;
        return true;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not one of those that the cursor was asked for.");
        }

        Delegate getter = column.Index == 0 ? (ValueGetter<VBuffer<T>>)GetLogits
            : column.Type is KeyDataViewType ? (ValueGetter<uint>)GetKey
            : column.Type is VectorDataViewType ? (ValueGetter<VBuffer<long>>)GetLabels
            : (ValueGetter<long>)GetLabel;
        return getter as ValueGetter<TValue> ??
            throw new InvalidOperationException($"Column '{column.Name}' has the type {column.Type}; it cannot be read as {typeof(TValue)}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)(_firstRow + AtRow), 0);

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _rows.Release();
        }

        base.Dispose(disposing);
    }

    private int AtRow => _row >= 0 && _row < _block.Count ? _row : throw new InvalidOperationException("The cursor is not at a row; call MoveNext first.");

    private void GetLogits(ref VBuffer<T> value)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, _rowLength);
        _block.Logits.AsSpan(AtRow * _rowLength, _rowLength).CopyTo(editor.Values);
        value = editor.Commit();
    }

    // In memory, keys count from 1.
    private void GetKey(ref uint value) => value = (uint)_block.Labels[AtRow] + 1;

    private void GetLabel(ref long value) => value = _block.Labels[AtRow];

    private void GetLabels(ref VBuffer<long> value)
    {
        int length = _view.Source.LabelLength;
        VBufferEditor<long> editor = VBufferEditor.Create(ref value, length);
        _block.Labels.AsSpan(AtRow * length, length).CopyTo(editor.Values);
        value = editor.Commit();
    }
}
