using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.OnnxRuntime.Tests.Support;

/// <summary>
/// A source of rows 0, 1, 2 …, whose columns are computed from the number. It counts what is read, so that tests can observe how a stage
/// reads its source. It works on the reader's thread, can be shuffled, and distributes its rows over parallel cursors.
/// </summary>
internal sealed class NumberedRows(int count, bool withOpaque = false) : IDataView
{
    private int _moves;
    private int _reads;
    private int _closed;

    /// <summary>The number of rows that all cursors together have moved to.</summary>
    public int Moves => _moves;

    /// <summary>How often a value of column "Number" was read.</summary>
    public int Reads => _reads;

    /// <summary>The number of cursors that were disposed.</summary>
    public int Closed => _closed;

    /// <summary>The number of a row whose X is longer than that of the other rows; none by default.</summary>
    public int LongRow { get; init; } = -1;

    /// <summary>The number of a row that cannot be read; none by default.</summary>
    public int BrokenRow { get; init; } = -1;

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; } = CreateSchema(withOpaque);

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, Numbers(rand), 0, 1);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        int[] numbers = Numbers(rand);
        return [.. Enumerable.Range(0, n).Select(first => new Cursor(this, columnsNeeded, numbers, first, n))];
    }

    private static DataViewSchema CreateSchema(bool withOpaque)
    {
        var schema = new DataViewSchema.Builder();
        schema.AddColumn("X", new VectorDataViewType(NumberDataViewType.Single));
        schema.AddColumn("Number", NumberDataViewType.Int32);
        schema.AddColumn("Text", TextDataViewType.Instance);
        schema.AddColumn("Vector", new VectorDataViewType(NumberDataViewType.Double, 3));
        if (withOpaque)
        {
            schema.AddColumn("Opaque", new OpaqueType());
        }

        return schema.ToSchema();
    }

    private int[] Numbers(Random? random)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        random?.Shuffle(numbers);
        return numbers;
    }

    /// <summary>A type whose values a stage must not keep, like pictures.</summary>
    private sealed class OpaqueType() : StructuredDataViewType(typeof(object))
    {
        public override bool Equals(DataViewType? other) => other is OpaqueType;

        public override int GetHashCode() => 1;
    }

    private sealed class Cursor(NumberedRows rows, IEnumerable<DataViewSchema.Column> columns, int[] numbers, int first,
        int step) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columns.Select(column => column.Index)];
        private int _index = first - step;
        private long _position = -1;

        public override DataViewSchema Schema => rows.Schema;

        public override long Position => _position;

        // Each row is its own batch. ML.NET uses this number to restore the order of rows from parallel cursors.
        public override long Batch => _index;

        private int Number => numbers[_index];

        public override bool MoveNext()
        {
            _index += step;
            if (_index >= numbers.Length)
            {
                _position = -1;
                return false;
            }
            if (Number == rows.BrokenRow)
            {
                throw new IOException("This row cannot be read.");
            }

            Interlocked.Increment(ref rows._moves);
            _position++;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            Interlocked.Increment(ref rows._closed);
            base.Dispose(disposing);
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)Number, 7);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new InvalidOperationException($"Column {column.Name} is not active.");
            }

            Delegate getter = column.Name switch
            {
                "X" => (ValueGetter<VBuffer<float>>)GetX,
                "Number" => (ValueGetter<int>)GetNumber,
                "Text" => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = $"row {Number}".AsMemory()),
                "Vector" => (ValueGetter<VBuffer<double>>)GetVector,
                _ => (ValueGetter<object>)((ref object value) => value = Number),
            };
            return (ValueGetter<TValue>)getter;
        }

        private void GetNumber(ref int value)
        {
            Interlocked.Increment(ref rows._reads);
            value = Number;
        }

        private void GetX(ref VBuffer<float> value)
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref value, Number == rows.LongRow ? 3 : 2);
            editor.Values.Fill(1);
            editor.Values[0] = Number;
            value = editor.Commit();
        }

        // Every second row is sparse.
        private void GetVector(ref VBuffer<double> value)
        {
            VBufferEditor<double> editor = VBufferEditor.Create(ref value, 3, Number % 2 == 0 ? 3 : 1);
            editor.Values.Fill(Number);
            if (Number % 2 != 0)
            {
                editor.Indices[0] = 1;
            }

            value = editor.Commit();
        }
    }
}
