using System.Security.Cryptography;

namespace LseMlNet;

/// <summary>Counts and hashes the bytes that pass to or from another stream. It reads no further than a limit.</summary>
internal sealed class HashingStream(Stream inner, long limit = long.MaxValue) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // Most pieces are a few bytes, and hashing them one by one is slow.
    private readonly byte[] _pending = new byte[4096];
    private int _pendingCount;

    /// <summary>The number of bytes that passed.</summary>
    public long Count { get; private set; }

    /// <summary>The number of bytes that may still be read.</summary>
    public long Remaining => Limit - Count;

    /// <summary>The number of bytes that may be read in all.</summary>
    public long Limit { get; set; } = limit;

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The SHA-256 of the bytes that passed so far.</summary>
    public byte[] Hash()
    {
        HashPending();
        return _hash.GetCurrentHash();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Span<byte> allowed = buffer[..(int)Math.Min(buffer.Length, Remaining)];
        int read = inner.Read(allowed);
        Pass(allowed[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Pass(buffer);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        if (bytes.Length > _pending.Length - _pendingCount)
        {
            HashPending();
        }

        if (bytes.Length > _pending.Length)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_pending.AsSpan(_pendingCount));
        _pendingCount += bytes.Length;
    }

    private void HashPending()
    {
        _hash.AppendData(_pending.AsSpan(0, _pendingCount));
        _pendingCount = 0;
    }
}
