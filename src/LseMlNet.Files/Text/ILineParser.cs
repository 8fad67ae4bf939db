using System.Numerics;

namespace LseMlNet.Files.Text;

/// <summary>Converts a line to the values of a row. Several threads may share a parser.</summary>
internal interface ILineParser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of logits of a row.</summary>
    int RowLength { get; }

    /// <summary>Whether there are labels.</summary>
    bool HasLabel { get; }

    /// <param name="line">The line, without its line break.</param>
    /// <param name="logits">Receives the logits.</param>
    /// <param name="label">Receives the label; null if none is read.</param>
    /// <exception cref="LineFaultException">The line is invalid.</exception>
    void Parse(ReadOnlySpan<byte> line, Span<T> logits, out string? label);
}
