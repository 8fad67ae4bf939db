using Spectre.Console;

namespace LseMlNet.Cli.Output;

/// <summary>The error stream: errors, warnings, notes and, on a terminal, the progress.</summary>
internal sealed class Messages
{
    // On a terminal, everything must go through the object that draws the progress.
    private readonly IAnsiConsole? _terminal = Console.IsErrorRedirected
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public void Error(string message) => Write("error", Color.Red, message);

    public void Warning(string message) => Write("warning", Color.Yellow, message);

    public void Note(string message) => Write("note", Color.Default, message);

    /// <summary>Starts a progress display.</summary>
    public WorkProgress Progress(string work, int total) => new(_terminal, work, total);

    private void Write(string kind, Color color, string message)
    {
        string line = Printable.Line(message);
        try
        {
            if (_terminal is null)
            {
                Console.Error.WriteLine($"{kind}: {line}");
            }
            else
            {
                _terminal.Write(new Paragraph($"{kind}: ", color).Append($"{line}\n"));
            }
        }
        // The error stream is closed or full. The work continues, and the exit code still shows that there were errors.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
        }
    }
}
