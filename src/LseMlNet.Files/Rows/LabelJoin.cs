using System.Numerics;

namespace LseMlNet.Files.Rows;

/// <summary>Reads logits together with the labels from other files, row by row.</summary>
/// <param name="logits">The logits.</param>
/// <param name="labels">The labels of the same rows.</param>
/// <param name="labelLength">The number of labels of a row.</param>
/// <param name="labelFile">The first file of the labels, for errors.</param>
internal sealed class LabelJoin<T>(RowReader<T> logits, RowReader<T> labels, int labelLength, string labelFile) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowBlock<T> _labels = new();
    private int _used;
    private long _rows;

    public override void Read(RowBlock<T> block, int mostRows)
    {
        logits.Read(block, mostRows);
        block.Labels = RowBlock<T>.Room(block.Labels, (long)block.Count * labelLength);
        for (int row = 0; row < block.Count;)
        {
            if (!HasLabels(block.Count - row))
            {
                throw new FormatException($"{labelFile}: it has {_rows + row} labels, but there are more rows of logits; expected as many labels as rows");
            }

            int count = Math.Min(block.Count - row, _labels.Count - _used);
            Array.Copy(_labels.Labels, _used * labelLength, block.Labels, row * labelLength, count * labelLength);
            _used += count;
            row += count;
        }

        _rows += block.Count;
        if (block.Count == 0 && HasLabels(1))
        {
            throw new FormatException($"{labelFile}: it has more labels than the {_rows} rows of logits; expected as many");
        }
    }

    public override void Parse(RowBlock<T> block) => logits.Parse(block);

    public override void Dispose()
    {
        logits.Dispose();
        labels.Dispose();
    }

    // The sizes of the blocks of labels differ from those of the logits.
    private bool HasLabels(int mostRows)
    {
        if (_used == _labels.Count)
        {
            _used = 0;
            labels.Read(_labels, mostRows);
            if (_labels.Count > 0)
            {
                labels.Parse(_labels);
            }
        }

        return _labels.Count > 0;
    }
}
