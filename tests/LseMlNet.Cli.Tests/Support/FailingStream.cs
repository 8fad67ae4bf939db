namespace LseMlNet.Cli.Tests.Support;

/// <summary>A disk that fills up: after some writes, every write fails.</summary>
internal sealed class FailingStream(Stream stream, int writes) : Stream
{
    public int Writes { get; private set; }

    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => stream.CanSeek;

    public override bool CanWrite => stream.CanWrite;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    public override void Flush() => stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void SetLength(long value) => stream.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Writes++ >= writes)
        {
            throw new IOException("the disk is full");
        }

        stream.Write(buffer, offset, count);
    }
}
