using System.Numerics;

namespace LseMlNet.Files.Text;

/// <summary>Turns a line into the values of a row. Several threads may share it.</summary>
internal interface ILineParser<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of logits of a row.</summary>
    int RowLength { get; }

    /// <summary>Whether there are labels.</summary>
    bool HasLabel { get; }

    /// <param name="line">The line, without its line break.</param>
    /// <param name="logits">Gets the logits.</param>
    /// <param name="label">Gets the label; null if none is read.</param>
    /// <exception cref="LineFaultException">The line is not as it should be.</exception>
    void Parse(ReadOnlySpan<byte> line, Span<T> logits, out string? label);
}
