namespace LseMlNet.Cli.Classify;

/// <summary>The file that receives the answers instead of the standard output. It is either complete or does not exist.</summary>
internal sealed record AnswersFile(string Path)
{
    private string Failure => $"answers '{Path}' cannot be written";

    /// <exception cref="UnusableInputException">The file must not be written, or cannot be.</exception>
    public void Check(string option, IEnumerable<string> inputs, bool force) =>
        new OutputFile(option, Path, Failure, IsAnswers).Check(inputs, force);

    /// <summary>Writes the file, unless the user stops the work.</summary>
    /// <param name="write">Writes the answers, and returns whether they are complete.</param>
    /// <returns>Whether the file was written.</returns>
    public bool Write(Func<TextWriter, bool> write)
    {
        try
        {
            SafeFile.Write(Path, stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                if (!write(writer))
                {
                    throw new OperationCanceledException();
                }
            });
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{Failure}: {e.Message}", e);
        }
    }

    private static bool IsAnswers(string file)
    {
        using var reader = new StreamReader(file);
        var start = new char[16];
        string text = new(start, 0, reader.ReadBlock(start));
        return text.StartsWith("{\"picture\":", StringComparison.Ordinal) || text.StartsWith("picture,label,", StringComparison.Ordinal);
    }
}
