using System.Runtime.InteropServices;

namespace LseMlNet.Cli.Options;

/// <summary>
/// Turns the signals that end a program into a token: those of Ctrl-C, of kill, and of a terminal that is closed. The program then finishes
/// its current picture. A second signal ends it immediately, and so does the end of a time limit.
/// </summary>
/// <remarks>The handler of System.CommandLine ends the process with an unhandled exception when a second signal arrives.</remarks>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Timer _limit;
    private readonly TimeSpan _time;

    /// <param name="time">How long the program may run after the first signal.</param>
    public StopSignals(TimeSpan time)
    {
        _time = time;
        _limit = new Timer(_ => Environment.Exit(ExitCode.Stopped));
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _limit.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            Environment.Exit(ExitCode.Stopped);
        }

        _limit.Change(_time, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
