using System.CommandLine;

namespace LseMlNet.Cli.Options;

/// <summary>How every command is run.</summary>
internal static class CommandActions
{
    /// <summary>
    /// Sets what a command does: it gets the parsed arguments and a token that Ctrl-C cancels, and returns an <see cref="ExitCode"/>. An
    /// <see cref="UnusableInputException"/> becomes an error line and <see cref="ExitCode.Unusable"/>.
    /// </summary>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, Task<int>> work) =>
        // The work runs on another thread, because Ctrl-C is handled only once the action has returned its task.
        command.SetAction((result, stop) => Task.Run(
            async () =>
            {
                try
                {
                    return await work(result, stop);
                }
                catch (UnusableInputException e)
                {
                    new Messages().Error(e.Message);
                    return ExitCode.Unusable;
                }
            },
            CancellationToken.None));

    /// <inheritdoc cref="SetWork(Command, Func{ParseResult, CancellationToken, Task{int}})"/>
    public static void SetWork(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetWork((result, stop) => Task.FromResult(work(result, stop)));
}
