namespace LseMlNet.Cli.Pictures;

/// <summary>A picture to classify.</summary>
/// <param name="File">The full path.</param>
/// <param name="Name">What the user calls it.</param>
internal sealed record Picture(string File, string Name)
{
    // The largest picture that the decoder accepts has 100 megapixels; without compression, as in a BMP, that is 400 MB.
    private const int MostBytes = 512 * 1024 * 1024;

    /// <summary>The content of the file.</summary>
    /// <exception cref="UnusableInputException">The file cannot be read, or is larger than any picture.</exception>
    public byte[] Read() => InputFile.IsGarbled(File)
        ? throw new UnusableInputException($"{Name}: the name of this file is not UTF-8, so it cannot be opened; rename the file")
        : UnusableInputException.Explain($"{Name}: the file cannot be read", () => InputFile.ReadAll(File, MostBytes));
}
