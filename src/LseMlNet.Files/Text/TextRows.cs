using System.Numerics;
using LseMlNet.Files.Rows;

namespace LseMlNet.Files.Text;

/// <summary>Reads lines, which are parsed later, on any thread.</summary>
internal sealed class TextRows<T>(FilePart part, LineReader lines, ILineParser<T> parser) : RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _row;

    public override void Read(RowBlock<T> block, int mostRows)
    {
        block.Part = part;
        block.FirstRow = _row;
        (byte[] raw, int[] ends) = (block.Raw, block.Ends);
        try
        {
            block.Count = lines.Read(ref raw, ref ends, mostRows);
        }
        catch (FormatException e)
        {
            throw part.Fault(_row, "", e.Message);
        }

        (block.Raw, block.Ends) = (raw, ends);
        _row += block.Count;
    }

    public override void Parse(RowBlock<T> block)
    {
        int length = parser.RowLength;
        block.Logits = RowBlock<T>.Room(block.Logits, (long)block.Count * length);
        if (parser.HasLabel)
        {
            block.Texts = RowBlock<T>.Room(block.Texts, block.Count);
        }

        for (int row = 0, start = 0; row < block.Count; start = block.Ends[row++])
        {
            try
            {
                parser.Parse(block.Raw.AsSpan(start, block.Ends[row] - start), block.Logits.AsSpan(row * length, length), out string? label);
                if (label is not null)
                {
                    block.Texts[row] = label;
                }
            }
            catch (LineFaultException e)
            {
                throw part.Fault(block.FirstRow + row, e.Column, e.Message);
            }
        }
    }

    public override void Dispose() => lines.Dispose();
}
