using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime;

/// <summary>
/// The rows of a cursor. Up to one batch of them is read ahead and copied. This starts when <see cref="ReadAhead"/> is called: until then
/// the current row is the current row of the source, and its values are read only on demand.
/// </summary>
/// <remarks>
/// The buffer copies the requested columns, as ML.NET's own parallel cursors do. The alternative is a second cursor for the scores, which
/// would have to see the same rows in the same order. Parallel cursors, shuffled sources and sources that can be read only once do not
/// guarantee that, and all work before this stage would be done twice.
/// </remarks>
/// <param name="source">The cursor to read.</param>
/// <param name="capacity">The number of rows in a batch.</param>
/// <param name="readInputs">Copies the inputs of the model from the row that the source is at, to a slot of the batch.</param>
internal sealed class ReadAheadBuffer(DataViewRowCursor source, int capacity, Action<int> readInputs)
{
    /// <summary>The <see cref="Slot"/> of a row that was not read ahead.</summary>
    public const int AtSource = -1;

    private readonly Dictionary<int, ColumnBuffer> _columns = [];
    private readonly ValueGetter<DataViewRowId> _getId = source.GetIdGetter();
    private readonly DataViewRowId[] _ids = new DataViewRowId[capacity];
    private readonly long[] _batches = new long[capacity];
    // Why the batch ended early: the source is at a row that could not be copied, has no more rows, or failed.
    private bool _isSourceAtNextRow;
    private bool _isSourceAtEnd;
    private ExceptionDispatchInfo? _sourceFailure;

    /// <summary>Where the current row is in the batch; <see cref="AtSource"/> if it was not read ahead.</summary>
    public int Slot { get; private set; } = AtSource;

    /// <summary>The number of rows in the batch.</summary>
    public int Count { get; private set; }

    public long Position { get; private set; } = -1;

    public long Batch => Slot == AtSource ? source.Batch : _batches[Slot];

    public void GetId(ref DataViewRowId id)
    {
        if (Slot == AtSource)
        {
            _getId(ref id);
        }
        else
        {
            id = _ids[Slot];
        }
    }

    /// <summary>Creates a getter of a column of the source. From now on, its values are copied with each row that is read ahead.</summary>
    public Delegate CreateGetter(DataViewSchema.Column column)
    {
        if (!_columns.TryGetValue(column.Index, out ColumnBuffer? values))
        {
            values = ColumnBuffer.Create(source, source.Schema[column.Index], capacity);
            _columns.Add(column.Index, values);
        }

        return values.CreateGetter(() => Slot);
    }

    public bool MoveNext()
    {
        if (Slot != AtSource && Slot + 1 < Count)
        {
            Slot++;
            Position++;
            return true;
        }
        Slot = AtSource;
        Count = 0;
        bool moved = _isSourceAtNextRow || MoveSource();
        _isSourceAtNextRow = false;
        Position = moved ? Position + 1 : -1;
        return moved;
    }

    /// <summary>
    /// Reads a batch that starts with the current row of the source. This row also becomes the current row here. An error in a later
    /// row ends the batch early and is thrown when that row is reached, as it would be without reading ahead.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "The exception is thrown again when its row is reached.")]
    public void ReadAhead()
    {
        Copy(0);
        Count = 1;
        while (Count < capacity)
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
                _sourceFailure = ExceptionDispatchInfo.Capture(e);
                break;
            }
            try
            {
                Copy(Count);
            }
            catch
            {
                // The source stays at this row, which is read again when it becomes the current one.
                _isSourceAtNextRow = true;
                break;
            }
            Count++;
        }
        Slot = 0;
    }

    private bool MoveSource()
    {
        _sourceFailure?.Throw();
        _isSourceAtEnd = _isSourceAtEnd || !source.MoveNext();
        return !_isSourceAtEnd;
    }

    private void Copy(int slot)
    {
        readInputs(slot);
        foreach (ColumnBuffer column in _columns.Values)
        {
            column.Read(slot);
        }

        _getId(ref _ids[slot]);
        _batches[slot] = source.Batch;
    }
}
