using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Arrow;

/// <summary>
/// A file or a stream in the Arrow IPC format. A file consists of a mark, a stream, and an index that is not needed here.
/// </summary>
internal sealed class ArrowFile : TableFile
{
    private const int MarkLength = 8;

    private readonly ArrowMessage[] _messages;

    /// <exception cref="FormatException">The file has another format.</exception>
    public ArrowFile(string path)
        : base(path)
    {
        try
        {
            using FileStream stream = OpenStream(path);
            byte[] start = new byte[MarkLength];
            int read = stream.ReadAtLeast(start, MarkLength, throwOnEndOfStream: false);
            bool isFile = start.AsSpan().StartsWith("ARROW1"u8);
            if (!isFile && (read < MarkLength || start is not [0xFF, 0xFF, 0xFF, 0xFF, ..]))
            {
                throw new FormatException("it starts neither as a file of Arrow (ARROW1) nor as a stream of Arrow");
            }

            stream.Position = isFile ? MarkLength : 0;
            _messages = [.. ArrowMessage.ReadAll(stream)];
            if (_messages is not [{ Kind: ArrowMessageKind.Schema }, ..])
            {
                throw new FormatException("it does not start with a schema");
            }
        }
        catch (FormatException e)
        {
            throw Fault(e.Message);
        }

        Length = _messages.Sum(message => message.Rows);
        try
        {
            using ArrowStreamReader reader = OpenReader(_messages[..1]);
            Columns = ArrowColumns.Of(reader.Schema);
        }
        // Apache.Arrow throws various exceptions when it cannot read the schema.
        catch (Exception e) when (e is not IOException)
        {
            throw Fault($"its schema is damaged: {e.Message}");
        }
    }

    public override IReadOnlyList<FileColumn> Columns { get; }

    public override long? RowCount => Length;

    public override long Length { get; }

    protected override int? FirstLength(FileColumn column)
    {
        using ArrowStreamReader reader = OpenReader(Messages(0, 1, out _));
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                if (batch.Length > 0)
                {
                    return ListLength(batch.Column(column.Name));
                }
            }
        }

        return null;
    }

    public override RowReader<T> Open<T>(ColumnChoice choice, long start, long end) =>
        new ArrowRows<T>(new FilePart(this, start, end), choice, OpenReader(Messages(start, end, out long skip)), skip);

    /// <summary>Returns the length of the first list of a column.</summary>
    internal static int ListLength(IArrowArray array) => array switch
    {
        ListArray list => list.GetValueLength(0),
        LargeListArray list => list.GetValueLength(0),
        _ => throw new InvalidDataException($"{array.Data.DataType.Name} is not a list"),
    };

    // The messages with the rows of a part, and the messages that they need.
    private List<ArrowMessage> Messages(long start, long end, out long skip)
    {
        var needed = new List<ArrowMessage>();
        long rows = 0;
        skip = start;
        foreach (ArrowMessage message in _messages)
        {
            bool isBefore = message.Kind == ArrowMessageKind.RecordBatch && rows + message.Rows <= start;
            if (rows < end && !isBefore)
            {
                needed.Add(message);
            }
            else if (isBefore)
            {
                skip -= message.Rows;
            }

            rows += message.Rows;
        }

        return needed;
    }

    private ArrowStreamReader OpenReader(IReadOnlyList<ArrowMessage> messages) => new(new MessageStream(OpenStream(Path), messages), new CompressionCodecFactory());
}
