using System.Security.Cryptography;
using LseMlNet.Cli;
using LseMlNet.Cli.Evaluate;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Pictures;
using LseMlNet.Cli.Serve;
using LseMlNet.Images;
using Microsoft.AspNetCore.Http;

namespace LseMlNet.Fuzzing;

/// <summary>Code that reads bytes from any source. It may refuse them, but only with the exceptions that it documents.</summary>
/// <param name="Name">The name of the target for eng/fuzz.sh.</param>
/// <param name="Read">Reads the bytes.</param>
/// <param name="Seeds">Bytes that the reader accepts.</param>
/// <param name="IsRefusal">Whether an exception is documented.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Read, Func<IEnumerable<byte[]>> Seeds, Func<Exception, bool> IsRefusal)
{
    private const int MaxPixels = 1_000_000;

    /// <summary>The targets, one for each reader.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("stage", PipelineEntries.Load, PipelineEntries.Seeds, PipelineEntries.IsRefusal),
        OfFile("archive", PipelineArchive.Check, () => [PipelineEntries.SmallArchive()], e => e is FormatException),
        OfFile("model", file => ModelFile.Read(file), SeedFiles.Models, e => e is UnusableInputException),
        OfFile("labels", file => Labels.Read(file), SeedFiles.Labels, e => e is UnusableInputException),
        OfFile("idx", ReadIdx, SeedFiles.Idx, e => e is UnusableInputException),
        OfFile("preset", file => ImagePreprocessingOptions.FromFile(file), SeedFiles.Presets, e => e is FormatException or IOException),
        new("picture", ReadPicture, SeedFiles.Pictures, e => e is UnusableInputException),
        new("sums", ReadSums, SeedFiles.Sums, e => e is InvalidDataException),
        .. LogitsFiles.Formats.Select(format => OfFile(LogitsFiles.Name(format), file => LogitsFiles.Read(file, format), () => LogitsFiles.Seeds(format), e => e is FormatException)),
        new("form", ReadForm, SeedFiles.Forms, e => e is RefusedUploadException),
    ];

    public static FuzzTarget Named(string name) => All.Single(target => target.Name == name);

    /// <summary>Reads bytes that may be wrong in any way.</summary>
    public void Try(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (Exception e) when (IsRefusal(e))
        {
        }
    }

    private static FuzzTarget OfFile(string name, Action<string> read, Func<IEnumerable<byte[]>> seeds, Func<Exception, bool> isRefusal)
    {
        string file = Path.Combine(Path.GetTempPath(), $"lsemlnet-fuzz-{name}-{Environment.ProcessId}");
        return new FuzzTarget(
            name,
            bytes =>
            {
                File.WriteAllBytes(file, bytes);
                try
                {
                    read(file);
                }
                finally
                {
                    File.Delete(file);
                }
            },
            seeds,
            isRefusal);
    }

    // The fourth byte is the number of dimensions.
    private static void ReadIdx(string file)
    {
        var idx = IdxFile.Read(file, File.ReadAllBytes(file) is [_, _, _, 1, ..] ? 1 : 3);
        _ = idx[idx.Lengths[0] - 1][^1];
    }

    // The checksum is corrected; otherwise, the reader would refuse nearly all inputs.
    private static void ReadSums(byte[] bytes)
    {
        byte[] file = [.. bytes];
        if (file.Length > SHA256.HashSizeInBytes)
        {
            SHA256.HashData(file.AsSpan(..^SHA256.HashSizeInBytes), file.AsSpan(^SHA256.HashSizeInBytes));
        }

        LogitsMetricsSums.Load(new MemoryStream(file)).ToMetrics();
    }

    private static void ReadPicture(byte[] bytes)
    {
        PictureDecoder.Inspect(bytes, "picture", MaxPixels);
        PictureDecoder.Decode(bytes, "picture", MaxPixels).Dispose();
        PictureDecoder.Thumbnail(bytes, "picture", 16, MaxPixels);
    }

    // The first line is the content type, and the rest is the body.
    private static void ReadForm(byte[] bytes)
    {
        int end = Array.IndexOf(bytes, (byte)'\n');
        HttpRequest request = new DefaultHttpContext().Request;
        request.ContentType = System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Max(0, end));
        request.Body = new MemoryStream(bytes, end + 1, bytes.Length - end - 1);
        new UploadReader(100_000, TimeSpan.FromMinutes(1)).Read(request, CancellationToken.None).GetAwaiter().GetResult();
    }
}
