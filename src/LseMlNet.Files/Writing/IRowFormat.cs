using System.Buffers;

namespace LseMlNet.Files.Writing;

/// <summary>Writes rows as lines of text.</summary>
internal interface IRowFormat
{
    /// <summary>Writes what comes before the rows.</summary>
    void WriteStart(ArrayBufferWriter<byte> text);

    /// <summary>Writes a row of a block, with its line break.</summary>
    void WriteRow(ArrayBufferWriter<byte> text, OutputBlock block, int row);
}
