using LseMlNet.Files.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace LseMlNet.Files.Writing;

/// <summary>Rows to write as a data view, which ML.NET saves.</summary>
internal sealed class OutputView : IDataView
{
    private readonly OutputTable _table;

    public OutputView(OutputTable table)
    {
        _table = table;
        var schema = new DataViewSchema.Builder();
        foreach (OutputColumn column in table.Columns)
        {
            NumberDataViewType item = column.Kind switch
            {
                ElementKind.Single => NumberDataViewType.Single,
                ElementKind.Double => NumberDataViewType.Double,
                _ => NumberDataViewType.Int64,
            };
            schema.AddColumn(column.Name, column.Dimensions.Count == 0 ? item : new VectorDataViewType(item, column.Dimensions.ToArray()));
        }

        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _table.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(OutputView view) : DataViewRowCursor
    {
        private readonly IEnumerator<OutputBlock> _blocks = view._table.Blocks.GetEnumerator();
        private OutputBlock? _block;
        private int _row;
        private long _position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override bool MoveNext()
        {
            _row++;
            while (_block is null || _row >= _block.Count)
            {
                if (!_blocks.MoveNext())
                {
                    return false;
                }

                (_block, _row) = (_blocks.Current, 0);
            }

            _position++;
            return true;
        }

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(view._table.Columns[column.Index].Kind switch
        {
            ElementKind.Single => Getter<float>(column.Index),
            ElementKind.Double => Getter<double>(column.Index),
            _ => Getter<long>(column.Index),
        });

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

        protected override void Dispose(bool disposing)
        {
            _blocks.Dispose();
            base.Dispose(disposing);
        }

        private Delegate Getter<T>(int column)
        {
            int length = view._table.Columns[column].Length;
            if (view._table.Columns[column].Dimensions.Count == 0)
            {
                return (ValueGetter<T>)((ref T value) => value = _block!.Values<T>(column)[_row]);
            }

            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
            {
                VBufferEditor<T> editor = VBufferEditor.Create(ref value, length);
                _block!.Values<T>(column).Slice(_row * length, length).CopyTo(editor.Values);
                value = editor.Commit();
            });
        }
    }
}
