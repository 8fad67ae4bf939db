namespace LseMlNet.Files.Npy;

/// <summary>Rows that follow each other: C order.</summary>
/// <param name="stream">A stream that is at the first row to read, and is closed with this object.</param>
/// <param name="owner">What the stream is part of, and is closed with it.</param>
internal sealed class NpyConsecutiveRows(Stream stream, IDisposable? owner = null) : NpyRows
{
    public override void Read(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new FormatException("it ends within the array");
        }
    }

    public override void Dispose()
    {
        stream.Dispose();
        owner?.Dispose();
    }
}
