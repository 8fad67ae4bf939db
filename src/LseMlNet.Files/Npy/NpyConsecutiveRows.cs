namespace LseMlNet.Files.Npy;

/// <summary>Rows that follow each other: C order.</summary>
/// <param name="stream">A stream that is at the first row to read. This object closes it.</param>
/// <param name="owner">The owner of the stream, which is closed with it.</param>
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
