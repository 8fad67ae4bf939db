namespace LseMlNet.Cli.Pictures;

/// <summary>A picture to classify.</summary>
/// <param name="File">The full path.</param>
/// <param name="Name">What the user calls it.</param>
internal sealed record Picture(string File, string Name)
{
    /// <summary>The content of the file.</summary>
    /// <exception cref="UnusableInputException">The file cannot be read.</exception>
    public byte[] Read() => UnusableInputException.Explain($"{Name}: the file cannot be read", () => System.IO.File.ReadAllBytes(File));
}
