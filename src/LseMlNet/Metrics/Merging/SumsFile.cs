using System.Security.Cryptography;
using System.Text;

namespace LseMlNet;

/// <summary>The frame around saved sums: a mark, the version, the length, and a checksum.</summary>
// *** Binary format ***
// 8 bytes: "LSEMLSUM"
// int32: version
// int64: length of the content
// content
// 32 bytes: SHA-256 of everything before
internal static class SumsFile
{
    private const int Version = 1;
    private const int IdLength = 32;
    private const int HeaderLength = 20;

    private static ReadOnlySpan<byte> Magic => "LSEMLSUM"u8;

    public static void Write(Stream stream, Action<BinaryWriter> write)
    {
        (long length, _) = Measure(write);
        using var hashing = new HashingStream(stream);
        WriteTo(hashing, writer =>
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(length);
            write(writer);
        });
        stream.Write(hashing.Hash());
        stream.Flush();
    }

    /// <exception cref="InvalidDataException">The stream does not contain what <see cref="Write"/> wrote.</exception>
    public static T Read<T>(Stream stream, Func<SumsReader, T> read)
    {
        using var hashing = new HashingStream(stream, HeaderLength);
        using var reader = new SumsReader(hashing);
        try
        {
            CheckHeader(reader, hashing);
            T content = read(reader);
            if (hashing.Remaining > 0)
            {
                throw new InvalidDataException($"{hashing.Remaining} bytes of the content are left over.");
            }

            byte[] expected = hashing.Hash(), found = new byte[SHA256.HashSizeInBytes];
            stream.ReadExactly(found);
            return expected.AsSpan().SequenceEqual(found)
                ? content
                : throw new InvalidDataException("the checksum is not that of the content.");
        }
        catch (EndOfStreamException e)
        {
            // The content can also end inside the limit, if a count in it is damaged.
            bool isShort = hashing.Limit == HeaderLength || hashing.Remaining > 0;
            throw Unusable(isShort ? $"the stream ends after {hashing.Count} bytes" : "a count in the content is too large", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw Unusable(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The beginning of the SHA-256 of the written data, as text.</summary>
    public static string Digest(Action<BinaryWriter> write) => Convert.ToHexStringLower(Measure(write).Hash)[..IdLength];

    private static void CheckHeader(SumsReader reader, HashingStream hashing)
    {
        byte[] magic = reader.ReadBytes(Magic.Length);
        if (!magic.AsSpan().SequenceEqual(Magic))
        {
            throw new InvalidDataException(magic.Length == 0
                ? "it is empty"
                : $"it starts with the bytes {Convert.ToHexString(magic)}, where the sums of metrics start with {Convert.ToHexString(Magic)}");
        }

        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"its version is {version}, and this version of LseMlNet reads version {Version}");
        }

        long length = reader.ReadInt64();
        if (length < 0 || length > long.MaxValue - HeaderLength)
        {
            throw new InvalidDataException($"it states a length of {length} bytes");
        }

        hashing.Limit += length;
    }

    private static InvalidDataException Unusable(string reason, Exception cause) => new(
        $"{nameof(LogitsMetricsSums)}: this is not a complete file of {nameof(LogitsMetricsSums)}.{nameof(LogitsMetricsSums.Save)}: " +
        $"{reason}. Save the sums again, or copy the file again.", cause);

    private static (long Length, byte[] Hash) Measure(Action<BinaryWriter> write)
    {
        using var hashing = new HashingStream(Stream.Null);
        WriteTo(hashing, write);
        return (hashing.Count, hashing.Hash());
    }

    private static void WriteTo(HashingStream stream, Action<BinaryWriter> write)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        write(writer);
    }
}
