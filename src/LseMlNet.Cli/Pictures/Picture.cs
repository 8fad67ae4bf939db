namespace LseMlNet.Cli.Pictures;

/// <summary>A picture to classify.</summary>
/// <param name="File">The full path.</param>
/// <param name="Name">What the user calls it.</param>
internal sealed record Picture(string File, string Name)
{
    /// <summary>The content of the file.</summary>
    /// <param name="maxBytes">How many bytes it may have.</param>
    /// <exception cref="UnusableInputException">The file cannot be read, or is too large.</exception>
    public byte[] Read(int maxBytes)
    {
        if (InputFile.IsGarbled(File))
        {
            throw new UnusableInputException($"{Name}: the name of this file is not UTF-8, so it cannot be opened; rename the file");
        }

        try
        {
            return UnusableInputException.Explain($"{Name}: the file cannot be read", () => InputFile.ReadAll(File, maxBytes));
        }
        catch (UnusableInputException e) when (e.InnerException is InvalidDataException)
        {
            throw new RefusedPictureException(
                ImageFault.TooLarge, $"{e.Message}; save it as a JPEG, or raise {LimitOptions.MaxBytesName}", e);
        }
    }
}
