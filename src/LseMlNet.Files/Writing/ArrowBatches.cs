using Apache.Arrow;
using Apache.Arrow.Types;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Writing;

/// <summary>Collects blocks into record batches of Arrow.</summary>
internal sealed class ArrowBatches
{
    // Many times a block, because each batch, and in Parquet each row group, has a fixed cost.
    private const int BatchBytes = 1 << 24;
    private const int MostRows = 1 << 20;

    private readonly IReadOnlyList<OutputColumn> _columns;
    private readonly MemoryStream[] _values;
    private readonly int _batchRows;
    private int _rows;

    public ArrowBatches(IReadOnlyList<OutputColumn> columns)
    {
        _columns = columns;
        _values = [.. columns.Select(_ => new MemoryStream())];
        _batchRows = (int)Math.Clamp(BatchBytes / columns.Sum(column => (long)column.Length * column.ElementSize), 1, MostRows);
        Schema = new Schema(columns.Select(column => new Field(column.Name, TypeOf(column), nullable: false)), null);
    }

    public Schema Schema { get; }

    /// <summary>The rows as batches. Each is valid until the next one.</summary>
    public IEnumerable<RecordBatch> Of(IEnumerable<OutputBlock> blocks)
    {
        foreach (OutputBlock block in blocks)
        {
            for (int i = 0; i < _columns.Count; i++)
            {
                _values[i].Write(block.Bytes(i));
            }

            _rows += block.Count;
            if (_rows >= _batchRows)
            {
                yield return Take();
            }
        }

        if (_rows > 0)
        {
            yield return Take();
        }
    }

    private RecordBatch Take()
    {
        var batch = new RecordBatch(Schema, _columns.Select((column, i) => ArrayOf(Schema.GetFieldByIndex(i).DataType, _rows, _values[i])), _rows);
        _rows = 0;
        foreach (MemoryStream values in _values)
        {
            // The buffer stays; the batch refers to it until the next one is made.
            values.SetLength(0);
        }

        return batch;
    }

    private static IArrowArray ArrayOf(IArrowType type, int rows, MemoryStream values)
    {
        var sizes = new Stack<(IArrowType Type, int Length)>();
        int length = rows;
        while (type is FixedSizeListType list)
        {
            sizes.Push((type, length));
            (type, length) = (list.ValueDataType, length * list.ListSize);
        }

        var data = new ArrayData(type, length, 0, 0, [ArrowBuffer.Empty, new ArrowBuffer(values.GetBuffer().AsMemory(0, (int)values.Length))]);
        while (sizes.TryPop(out (IArrowType Type, int Length) outer))
        {
            data = new ArrayData(outer.Type, outer.Length, 0, 0, [ArrowBuffer.Empty], [data]);
        }

        return ArrowArrayFactory.BuildArray(data);
    }

    private static IArrowType TypeOf(OutputColumn column)
    {
        IArrowType type = column.Kind switch
        {
            ElementKind.Single => FloatType.Default,
            ElementKind.Double => DoubleType.Default,
            _ => Int64Type.Default,
        };
        foreach (int size in column.Dimensions.Reverse())
        {
            type = new FixedSizeListType(new Field("item", type, nullable: false), size);
        }

        return type;
    }
}
