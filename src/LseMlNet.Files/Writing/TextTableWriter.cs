using System.Buffers;

namespace LseMlNet.Files.Writing;

/// <summary>Writes rows as lines of text.</summary>
internal static class TextTableWriter
{
    private const int ChunkLength = 1 << 16;

    public static void Write(Stream stream, OutputTable table, IRowFormat format)
    {
        var text = new ArrayBufferWriter<byte>(2 * ChunkLength);
        format.WriteStart(text);
        foreach (OutputBlock block in table.Blocks)
        {
            for (int row = 0; row < block.Count; row++)
            {
                format.WriteRow(text, block, row);
                if (text.WrittenCount >= ChunkLength)
                {
                    Flush(stream, text);
                }
            }
        }

        Flush(stream, text);
        stream.Flush();
    }

    private static void Flush(Stream stream, ArrayBufferWriter<byte> text)
    {
        stream.Write(text.WrittenSpan);
        text.ResetWrittenCount();
    }
}
