namespace LseMlNet.Files.Arrow;

/// <summary>A stream of some messages of a file, as if there were no others.</summary>
/// <param name="file">The file, which this stream closes.</param>
/// <param name="messages">The messages.</param>
internal sealed class MessageStream(FileStream file, IReadOnlyList<ArrowMessage> messages) : Stream
{
    private int _message;
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_message == messages.Count || buffer.Length == 0)
        {
            return 0;
        }

        ArrowMessage message = messages[_message];
        int count = RandomAccess.Read(file.SafeFileHandle, buffer[..(int)Math.Min(buffer.Length, message.Length - _at)], message.Offset + _at);
        _at += count;
        if (_at == message.Length)
        {
            (_message, _at) = (_message + 1, 0);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
