using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// The row of a cursor that reads ahead of whoever uses it, by the rows of a batch, once they ask for a score. Until then, and for rows
/// between whose scores nobody asks for, it is the row of the cursor below, and as lazy.
/// </summary>
/// <remarks>
/// It reads one cursor and keeps the columns that are asked for, as ML.NET's own parallel cursors do. A second cursor for the scores would
/// have to see the same rows in the same order, which parallel cursors, shuffled sources and sources that can be read only once do not
/// promise, and would do all work before this stage twice.
/// </remarks>
internal sealed class BatchRow : DataViewRow
{
    private const int Live = -1;

    private readonly DataViewRowCursor _source;
    private readonly RowBatch _batch;
    private readonly ColumnBuffer?[] _columns;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private long _position = -1;
    // The batch: the current row is one of it, or the one at which the source stands.
    private int _slot = Live;
    private int _count;
    private bool _scored;
    private int _scoredAlone = Live;
    private bool _oneByOne;
    // The end of it: why the source was not read on.
    private bool _unread;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <param name="model">The model.</param>
    /// <param name="schema">The schema of the data that the cursor reads.</param>
    /// <param name="source">The cursor; it goes with this row.</param>
    /// <param name="inputs">The columns that are fed to the model.</param>
    /// <param name="kept">The columns whose values are asked for.</param>
    public BatchRow(OnnxModel model, DataViewSchema schema, DataViewRowCursor source, DataViewSchema.Column[] inputs, IEnumerable<DataViewSchema.Column> kept)
    {
        int rows = model.BatchSize.Rows;
        Schema = schema;
        _source = source;
        _batch = new RowBatch(model, source, inputs, rows);
        _columns = new ColumnBuffer?[schema.Count];
        foreach (DataViewSchema.Column column in kept)
        {
            _columns[column.Index] = ColumnBuffer.Create(source, source.Schema[column.Index], rows);
        }

        _getId = source.GetIdGetter();
        _ids = new DataViewRowId[rows];
        _batches = new long[rows];
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => _slot == Live ? _source.Batch : _batches[_slot];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) =>
    {
        if (_slot == Live)
        {
            _getId(ref id);
        }
        else
        {
            id = _ids[_slot];
        }
    };

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] is not null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnBuffer values = _columns[column.Index] ?? throw new InvalidOperationException(
            $"{OnnxModel.Stage}: column '{column.Name}' is not active; wanted one of those that the cursor was asked for. Name it in GetRowCursor.");
        return values.Getter(() => _slot) as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"{OnnxModel.Stage}: a getter of {typeof(TValue)} was asked for; wanted {column.Type.RawType}, the type of column '{column.Name}'.");
    }

    /// <summary>A getter of an output of the model.</summary>
    public Delegate ScoreGetter(int output)
    {
        _scored = false;
        return _batch.Use(output).Getter(ScoredSlot);
    }

    public bool MoveNext()
    {
        if (_slot != Live && _slot + 1 < _count)
        {
            _slot++;
            _position++;
            return true;
        }
        _slot = Live;
        _count = 0;
        bool moved = _unread || MoveSource();
        _unread = false;
        _position = moved ? _position + 1 : -1;
        return moved;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batch.Dispose();
            _source.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool MoveSource()
    {
        _failure?.Throw();
        _ended = _ended || !_source.MoveNext();
        return !_ended;
    }

    private int ScoredSlot()
    {
        if (_slot == Live)
        {
            ReadAhead();
        }

        if (!_scored)
        {
            _oneByOne = false;
            _scoredAlone = Live;
            try
            {
                _batch.Score(0, _count);
            }
            catch (InvalidOperationException) when (_count > 1)
            {
                // One row may be what the model cannot score, and must not take the others with it.
                _oneByOne = true;
            }
            _scored = true;
        }
        if (_oneByOne && _scoredAlone != _slot)
        {
            _scoredAlone = Live;
            _batch.Score(_slot, 1);
            _scoredAlone = _slot;
        }
        return _slot;
    }

    // Whatever is wrong with a row further on is said when that row's turn comes, as without a batch.
    [SuppressMessage("Design", "CA1031", Justification = "It is thrown again, where it belongs.")]
    private void ReadAhead()
    {
        _scored = false;
        Read(0);
        _count = 1;
        while (_count < _batch.Capacity)
        {
            try
            {
                if (!MoveSource())
                {
                    break;
                }
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                break;
            }
            try
            {
                Read(_count);
            }
            catch
            {
                // The source stands at it, and it will be read again from there.
                _unread = true;
                break;
            }
            _count++;
        }
        _slot = 0;
    }

    private void Read(int slot)
    {
        _batch.Read(slot);
        foreach (ColumnBuffer? column in _columns)
        {
            column?.Read(slot);
        }

        _getId(ref _ids[slot]);
        _batches[slot] = _source.Batch;
    }
}
