using System.Text.RegularExpressions;

namespace LseMlNet.Cli;

/// <summary>An input from the user cannot be used. The message names the input and states the reason.</summary>
internal partial class UnusableInputException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>
    /// Runs an action on the user's input. If ML.NET, ONNX Runtime or the file system reports an error, the message states what failed.
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

    /// <summary>
    /// Rewords a stage's message in the program's own terms, because the user does not see the stages and cannot follow their advice.
    /// </summary>
    public static string WithoutApi(string message)
    {
        if (StageName().Match(message) is not { Success: true } stage)
        {
            return message;
        }

        string[] sentences = [.. SentenceEnd().Split(message[stage.Length..])
            .Where(sentence => !ApiMember().IsMatch(Quoted().Replace(sentence, "")))];
        return sentences.Length > 0 ? string.Join(' ', sentences) : message[stage.Length..];
    }

    private static string Reason(Exception e) =>
        WithoutApi(e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "",
            StringComparison.Ordinal) : e.Message);

    [GeneratedRegex("^(ScoreOnnxModel|Softmax|LogSoftmax|LogSumExp|Entropy|Margin|SelectLabel|NameClasses|TemperatureScaling|EvaluateLogits): ")]
    private static partial Regex StageName();

    [GeneratedRegex(@"(?<=\.)\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    // An identifier of two words or more.
    [GeneratedRegex(@"\b[A-Z][a-z]+[A-Z]\w*")]
    private static partial Regex ApiMember();
}
