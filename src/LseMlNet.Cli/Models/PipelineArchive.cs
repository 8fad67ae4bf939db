using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace LseMlNet.Cli.Models;

/// <summary>
/// Checks the ZIP archive of a saved pipeline before ML.NET loads it. ML.NET unpacks each entry into memory, whatever its size, and its own
/// messages about damaged entries do not say which one is damaged.
/// </summary>
internal static class PipelineArchive
{
    /// <summary>
    /// By what factor an entry may be larger than its compressed form. Weights hardly shrink at all,
    /// while 3 GB of zeros shrink to a thousandth.
    /// </summary>
    private const int MostCompression = 100;

    // Up to this size, an entry may have any compression factor.
    private const int FirstBytes = 1024 * 1024;

    // The file name of each part of an ML.NET pipeline, in a folder for each stage.
    private const string Part = "Model.key";

    // The name of a stage that is a pipeline of further stages; their number follows its header.
    private const string Chain = "TransformerChain";

    // The positions of the stage's name and of the length in the header of a part.
    private const int HeaderLength = 0x100;
    private const int NameStart = 0x50;
    private const int NameLength = 24;
    private const int LengthStart = 0x88;

    /// <summary>Whether a file is an archive that contains a pipeline, saved by this program or another.</summary>
    public static bool IsPipeline(string file)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            return Parts(archive).Length > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <exception cref="FormatException">The file is not a pipeline, or an entry is missing, damaged or too large.</exception>
    public static void Check(string file)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            ZipArchiveEntry[] parts = Parts(archive);
            if (parts.Length == 0)
            {
                throw new FormatException("it is a ZIP archive, but there is no ML.NET pipeline in it");
            }

            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                CheckContent(entry);
            }

            foreach (ZipArchiveEntry part in parts)
            {
                CheckPart(archive, part);
            }
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it is not a ZIP archive, or it is damaged; expected a pipeline that --save wrote", e);
        }
    }

    private static ZipArchiveEntry[] Parts(ZipArchive archive) => [.. archive.Entries.Where(entry => entry.Name == Part)];

    // Unpacks the entry once without storing the result. .NET does not verify the checksum, so a changed weight would go unnoticed.
    private static void CheckContent(ZipArchiveEntry entry)
    {
        long most = FirstBytes + MostCompression * entry.CompressedLength;
        if (entry.Length > most)
        {
            throw new FormatException(
                $"its entry '{entry.FullName}' has {entry.CompressedLength:N0} bytes that unpack to {entry.Length:N0}; expected at most " +
                $"{most:N0}");
        }

        var checksum = new Crc32();
        using (Stream stream = entry.Open())
        {
            // .NET reads no further than the length that the archive states.
            checksum.Append(stream);
        }

        if (checksum.GetCurrentHashAsUInt32() != entry.Crc32)
        {
            throw new FormatException(
                $"its entry '{entry.FullName}' does not have the checksum that the archive states; copy or download the file again");
        }
    }

    private static void CheckPart(ZipArchive archive, ZipArchiveEntry part)
    {
        byte[] header = new byte[HeaderLength + sizeof(int)];
        using Stream stream = part.Open();
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        string stage = Encoding.ASCII.GetString(header, NameStart, NameLength).TrimEnd('\0');
        long expected = read < header.Length ? header.Length : BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(LengthStart));
        if (part.Length < expected)
        {
            throw new FormatException(
                $"its entry '{part.FullName}'{(stage.Length > 0 ? $", the stage {stage}," : "")} is cut short: it has {part.Length:N0} " +
                $"bytes; expected {expected:N0} or more; copy or download the file again");
        }

        int stages = stage == Chain ? BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(HeaderLength)) : 0;
        for (int i = 0; i < stages; i++)
        {
            string name = $"{part.FullName[..^Part.Length]}Transform_{i:D3}/{Part}";
            if (archive.GetEntry(name) is null)
            {
                throw new FormatException(
                    $"its entry '{name}', which is stage {i + 1} of {stages}, is missing; copy or download the file again");
            }
        }
    }
}
