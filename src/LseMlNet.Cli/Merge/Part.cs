using System.IO.Hashing;
using System.Text;

namespace LseMlNet.Cli.Merge;

/// <summary>The output of one shard of a job for <c>merge</c>: a file that is complete or does not exist.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">The kind of the content.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Job">The names and values that all shards of a job have in common.</param>
/// <param name="Content">The result of the shard.</param>
internal sealed record Part(string Path, string Kind, Shard Shard, IReadOnlyDictionary<string, string> Job, byte[] Content)
{
    private const int Version = 1;
    private const int HashLength = 16;
    private const int MostValues = 1000;

    private static ReadOnlySpan<byte> Magic => "LSEMPART"u8;

    // *** Binary format ***
    // 8 bytes: LSEMPART
    // int32: version
    // string: kind
    // int32, int32: number of the shard, number of shards
    // int32: count of values of the job, then string, string for each: name and value
    // int64: length of the content, then the content
    // 16 bytes: XxHash128 of everything before
    public void Write() => UnusableInputException.Explain($"part '{Path}' cannot be written", () =>
    {
        SafeFile.Write(Path, stream =>
        {
            var bytes = new MemoryStream();
            using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(Magic);
                writer.Write(Version);
                writer.Write(Kind);
                writer.Write(Shard.Number);
                writer.Write(Shard.Count);
                writer.Write(Job.Count);
                foreach ((string name, string value) in Job.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.Write(name);
                    writer.Write(value);
                }

                writer.Write((long)Content.Length);
            }

            ReadOnlySpan<byte> header = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            var hash = new XxHash128();
            hash.Append(header);
            hash.Append(Content);
            stream.Write(header);
            stream.Write(Content);
            stream.Write(hash.GetHashAndReset());
        });
        return Path;
    });

    /// <exception cref="UnusableInputException">The file is not a part, or is damaged.</exception>
    public static Part Read(string path) => UnusableInputException.Explain($"part '{path}' cannot be used", () =>
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!IsPart(bytes))
        {
            throw new InvalidDataException("it is not a part; expected a file that --partial wrote");
        }

        if (bytes.Length < Magic.Length + HashLength || !XxHash128.Hash(bytes.AsSpan(..^HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(^HashLength..)))
        {
            throw new InvalidDataException("it is damaged or incomplete; copy it again, or run its shard again");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, bytes.Length - Magic.Length - HashLength), Encoding.UTF8);
        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw new InvalidDataException($"it has format {version}; expected {Version}; use the version of {CommandLine.ProgramName} that wrote it");
        }

        string kind = reader.ReadString();
        int number = reader.ReadInt32(), count = reader.ReadInt32(), values = reader.ReadInt32();
        if (number < 1 || number > count || values is < 0 or > MostValues)
        {
            throw new InvalidDataException($"it says shard {number}/{count}, with {values} values; expected a shard such as 3/8");
        }

        var job = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < values; i++)
        {
            job[reader.ReadString()] = reader.ReadString();
        }

        long length = reader.ReadInt64();
        return length == reader.BaseStream.Length - reader.BaseStream.Position
            ? new Part(path, kind, new Shard(number, count), job, reader.ReadBytes((int)length))
            : throw new InvalidDataException($"it says that {length} bytes follow; {reader.BaseStream.Length - reader.BaseStream.Position} do");
    });

    /// <summary>Whether an existing file is a part.</summary>
    public static bool IsPart(string path)
    {
        Span<byte> start = stackalloc byte[Magic.Length];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && IsPart(start);
    }

    private static bool IsPart(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);
}
