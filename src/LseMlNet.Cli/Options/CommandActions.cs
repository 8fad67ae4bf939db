using System.CommandLine;

namespace LseMlNet.Cli.Options;

/// <summary>How all commands are run.</summary>
internal static class CommandActions
{
    /// <summary>
    /// Sets what a command does: it gets what was parsed and a token that Ctrl-C cancels, and returns an <see cref="ExitCode"/>. What it
    /// throws as <see cref="UnusableInputException"/> is the line of an error and <see cref="ExitCode.Unusable"/>.
    /// </summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        // Of its own, since Ctrl-C is listened to only once the action has returned its task.
        command.SetAction((result, stop) => Task.Run(
            async () =>
            {
                try
                {
                    return await work(result, stop);
                }
                catch (UnusableInputException e)
                {
                    await Console.Error.WriteLineAsync($"error: {e.Message}");
                    return ExitCode.Unusable;
                }
            },
            CancellationToken.None));

    /// <inheritdoc cref="SetWork(Command, Func{ParseResult, CancellationToken, Task{int}})"/>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetWork((result, stop) => Task.FromResult(work(result, stop)));
}
