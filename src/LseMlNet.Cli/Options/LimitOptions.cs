using System.CommandLine;

namespace LseMlNet.Cli.Options;

/// <summary>The options that limit the size of pictures.</summary>
/// <param name="maxPixels">The default for the largest number of pixels.</param>
/// <param name="maxBytes">The default for the largest number of bytes.</param>
internal sealed class LimitOptions(int maxPixels, int maxBytes)
{
    public const string MaxPixelsName = "--max-pixels";

    public const string MaxBytesName = "--max-bytes";

    private const int MiB = 1024 * 1024;

    private readonly Option<int> _maxPixels = OptionKinds.Number(
        MaxPixelsName, "N", maxPixels, minimum: 1, ImageDecoder.MaxPixels, "How many pixels a picture may have. A pixel needs 4 bytes of memory.");

    private readonly Option<int> _maxBytes = OptionKinds.Number(
        MaxBytesName, "N", maxBytes, minimum: 1, 1024 * MiB, "How many bytes the file of a picture may have.");

    /// <summary>For pictures that the user has chosen: 400 MB of pixels.</summary>
    public static LimitOptions ForFiles() => new(100_000_000, 256 * MiB);

    /// <summary>
    /// For uploads: a photograph of 40 megapixels needs up to 320 MB, and as many requests run at once as there are processors.
    /// </summary>
    public static LimitOptions ForUploads() => new(40_000_000, 10 * MiB);

    /// <summary>All of the options.</summary>
    public Option[] All => [_maxPixels, _maxBytes];

    public void AddTo(Command command)
    {
        command.Options.Add(_maxPixels);
        command.Options.Add(_maxBytes);
    }

    public Limits Read(ParseResult result) => new(result.GetValue(_maxPixels), result.GetValue(_maxBytes));
}
