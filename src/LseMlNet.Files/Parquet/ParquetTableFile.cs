using Apache.Arrow;
using Apache.Arrow.Ipc;
using LseMlNet.Files.Arrow;
using LseMlNet.Files.Rows;
using ParquetSharp;
using ParquetSharp.Arrow;

namespace LseMlNet.Files.Parquet;

/// <summary>
/// A file of Apache Parquet. ParquetSharp reads it in batches of rows, so row groups may be larger than the memory. Parquet.Net would read
/// the whole column of a row group at once.
/// </summary>
internal sealed class ParquetTableFile : TableFile
{
    private const int BatchBytes = 1 << 20;

    // The number of rows of each row group.
    private readonly long[] _groups;

    // For each column, the index of its values in Parquet.
    private readonly Dictionary<string, int> _leaves = [];

    /// <exception cref="FormatException">It is not such a file.</exception>
    public ParquetTableFile(string path)
        : base(path)
    {
        try
        {
            using FileReader reader = OpenReader(1);
            FileMetaData metadata = reader.ParquetReader.FileMetaData;
            for (int i = 0; i < metadata.Schema.NumColumns; i++)
            {
                _leaves.TryAdd(metadata.Schema.Column(i).Path.ToDotVector()[0], i);
            }

            _groups = new long[reader.NumRowGroups];
            for (int i = 0; i < _groups.Length; i++)
            {
                using RowGroupReader group = reader.ParquetReader.RowGroup(i);
                _groups[i] = group.MetaData.NumRows;
            }

            Columns = ArrowColumns.Of(reader.Schema);
        }
        catch (Exception e) when (e is not IOException)
        {
            throw Fault($"it is not a file of Parquet, or it is damaged: {e.Message}");
        }

        Length = _groups.All(rows => rows >= 0) ? _groups.Sum() : throw Fault("a row group has fewer than 0 rows");
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override long? RowCount => Length;

    public override long Length { get; }

    protected override int? FirstLength(FileColumn column)
    {
        using FileReader reader = OpenReader(1);
        using IArrowArrayStream batches = reader.GetRecordBatchReader([.. Enumerable.Range(0, _groups.Length)], [_leaves[column.Name]]);
        while (batches.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
        {
            using (batch)
            {
                if (batch.Length > 0)
                {
                    return ArrowFile.ListLength(batch.Column(0));
                }
            }
        }

        return null;
    }

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end)
    {
        (int first, long skip) = (0, start);
        while (skip >= _groups[first])
        {
            skip -= _groups[first++];
        }

        int last = first;
        for (long rows = start - skip; last < _groups.Length && rows < end; last++)
        {
            rows += _groups[last];
        }

        FileColumn[] columns = [.. choice.Logits, .. choice.Label is { } label ? [label] : System.Array.Empty<FileColumn>()];
        try
        {
            FileReader reader = OpenReader(Math.Clamp(BatchBytes / sizeof(float) / Math.Max(1, choice.RowLength), 64, 1 << 16));
            IArrowArrayStream batches = reader.GetRecordBatchReader(
                [.. Enumerable.Range(first, last - first)], [.. columns.Select(column => _leaves[column.Name]).Order()]);
            return new ArrowRows<T>(new FilePart(this, start, end), choice, new OwnedBatches(batches, reader), skip);
        }
        catch (Exception e) when (e is not IOException)
        {
            throw Fault($"the file is damaged: {e.Message}");
        }
    }

    private FileReader OpenReader(int batchRows)
    {
        ArrowReaderProperties properties = ArrowReaderProperties.GetDefault();
        properties.UseThreads = false;
        properties.PreBuffer = false;
        properties.BatchSize = batchRows;
        return new FileReader(Path, null, properties);
    }

    private sealed class OwnedBatches(IArrowArrayStream batches, FileReader reader) : IArrowArrayStream
    {
        public Schema Schema => batches.Schema;

        public ValueTask<RecordBatch> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) => batches.ReadNextRecordBatchAsync(cancellationToken);

        public void Dispose()
        {
            batches.Dispose();
            reader.Dispose();
        }
    }
}
