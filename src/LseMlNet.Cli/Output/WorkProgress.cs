using System.Globalization;
using Spectre.Console;

namespace LseMlNet.Cli.Output;

/// <summary>Shows a progress line on a terminal for work that takes longer than a second. Without a terminal, it shows nothing.</summary>
internal sealed class WorkProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _drawing;
    private int _done;

    public WorkProgress(IAnsiConsole? terminal, string work, int total) =>
        _drawing = terminal is null ? Task.CompletedTask : Task.Run(() => Draw(terminal, work, total));

    public void Report(int done) => Volatile.Write(ref _done, done);

    /// <summary>Restores the terminal.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _drawing.Wait();
        _end.Dispose();
    }

    private async Task Draw(IAnsiConsole terminal, string work, int total)
    {
        await Wait(Patience);
        if (_end.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await Show(terminal, work, total);
        }
        // The terminal is gone. The work continues.
        catch (IOException)
        {
        }
    }

    private async Task Show(IAnsiConsole terminal, string work, int total) =>
        await terminal.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(work, maxValue: total);
            while (!_end.IsCancellationRequested)
            {
                int done = Volatile.Read(ref _done);
                task.Value = done;
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{work} {done:N0} of {total:N0}");
                await Wait(Pause);
            }
        });

    private async Task Wait(TimeSpan time) => await Task.Delay(time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
