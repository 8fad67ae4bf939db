using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Reads one file after the other. A file is opened when its turn comes.</summary>
internal sealed class FileListReader<T>(IEnumerable<RowReader<T>> readers) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IEnumerator<RowReader<T>> _readers = readers.GetEnumerator();

    private RowReader<T>? _current;

    public override void Read(RowBlock<T> block, int mostRows)
    {
        while (true)
        {
            if (_current is not null)
            {
                _current.Read(block, mostRows);
                if (block.Count > 0)
                {
                    block.Parser = _current;
                    return;
                }

                _current.Dispose();
                _current = null;
            }

            if (!_readers.MoveNext())
            {
                block.Count = 0;
                return;
            }

            _current = _readers.Current;
        }
    }

    public override void Parse(RowBlock<T> block) => block.Parser!.Parse(block);

    public override void Dispose()
    {
        _current?.Dispose();
        _readers.Dispose();
    }
}
