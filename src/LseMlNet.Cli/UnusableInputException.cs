namespace LseMlNet.Cli;

/// <summary>Something that the user gave cannot be used; the message names it and says why.</summary>
internal class UnusableInputException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// Does something with what the user gave. Whatever ML.NET, ONNX Runtime, the decoder of pictures or the file system have against it,
    /// the user learns what it was about.
    /// </summary>
    /// <exception cref="UnusableInputException">The action failed: <paramref name="failure"/>, and the reason.</exception>
    public static T Explain<T>(string failure, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is not UnusableInputException)
        {
            throw new UnusableInputException($"{failure}: {Reason(e)}", e);
        }
    }

    // .NET appends the parameter of a method that the user does not see.
    private static string Reason(Exception e) =>
        e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
}
