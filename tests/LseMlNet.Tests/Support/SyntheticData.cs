using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Tests.Support;

/// <summary>
/// Any number of labelled rows, generated as they are read. The test determines which cursor reads which row: row i belongs to cursor
/// <c>owner(i)</c>. The columns are "Logits" (Single), "Label" (key), "Weight" and "Id".
/// </summary>
internal sealed class SyntheticData : IDataView
{
    private readonly long _rows;
    private readonly Func<long, (float[] Logits, uint Key, float Weight)> _row;
    private readonly int _cursors;
    private readonly Func<long, int> _owner;
    private readonly Func<long, long> _id;

    public SyntheticData(long rows, int classes, Func<long, (float[] Logits, uint Key, float Weight)> row, int cursors = 1, Func<long, int>? owner = null,
        Func<long, long>? id = null)
    {
        _rows = rows;
        _row = row;
        _cursors = cursors;
        _owner = owner ?? (i => (int)(i % cursors));
        _id = id ?? (i => i);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Logits", new VectorDataViewType(NumberDataViewType.Single, classes));
        schema.AddColumn("Label", new KeyDataViewType(typeof(uint), classes));
        schema.AddColumn("Weight", NumberDataViewType.Single);
        schema.AddColumn("Id", NumberDataViewType.Int64);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    /// <summary>The number of passes that have started.</summary>
    public int Passes { get; private set; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        Passes++;
        return new Cursor(this, _ => true);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        Passes++;
        return [.. Enumerable.Range(0, _cursors).Select(cursor => new Cursor(this, i => _owner(i) == cursor))];
    }

    private sealed class Cursor(SyntheticData data, Func<long, bool> owns) : DataViewRowCursor
    {
        private long _position = -1;
        private (float[] Logits, uint Key, float Weight) _row;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => data.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            do
            {
                _position++;
            }
            while (_position < data._rows && !owns(_position));
            if (_position >= data._rows)
            {
                return false;
            }

            _row = data._row(_position);
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(Delegate)(column.Index switch
        {
            0 => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => value = new VBuffer<float>(_row.Logits.Length, _row.Logits)),
            1 => (ValueGetter<uint>)((ref uint value) => value = _row.Key),
            2 => (ValueGetter<float>)((ref float value) => value = _row.Weight),
            _ => (ValueGetter<long>)((ref long value) => value = data._id(_position)),
        });

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);
    }
}
