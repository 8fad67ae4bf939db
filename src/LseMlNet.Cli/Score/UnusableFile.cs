namespace LseMlNet.Cli.Score;

/// <summary>Turns errors about files of logits into errors of the program.</summary>
internal static class UnusableFile
{
    /// <summary>Does something with files of logits.</summary>
    /// <exception cref="UnusableInputException">A file cannot be used.</exception>
    public static T Explain<T>(Func<T> action, LogitsPaths? paths = null)
    {
        try
        {
            return action();
        }
        // Their messages name the file.
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            string message = e.Message.Replace(nameof(LogitsFileOptions.HasHeader), "--header yes or --header no", StringComparison.Ordinal);
            throw new UnusableInputException(paths?.InMessage(message) ?? message, e);
        }
    }
}
