namespace LseMlNet.Cli.Score;

/// <summary>The files to read.</summary>
/// <param name="Files">Their paths, in order.</param>
/// <param name="Copy">The file that the standard input was copied into, or null.</param>
internal sealed record LogitsPaths(IReadOnlyList<string> Files, FileStream? Copy) : IDisposable
{
    /// <summary>What errors call the standard input.</summary>
    public const string StandardInputName = "the standard input";

    /// <summary>
    /// Copies the standard input into a file: some formats are read from their end, and others twice. The memory stays the same, whatever
    /// its length.
    /// </summary>
    public static LogitsPaths OfStandardInput()
    {
        FileStream copy = TemporaryFile.Create();
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(copy);
        copy.Flush();
        return new LogitsPaths([copy.Name], copy);
    }

    /// <summary>An error in the user's terms.</summary>
    public string InMessage(string message) => Copy is null ? message : message.Replace(Copy.Name, StandardInputName, StringComparison.Ordinal);

    public void Dispose() => Copy?.Dispose();
}
