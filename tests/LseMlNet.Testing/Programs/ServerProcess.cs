using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LseMlNet.Testing;

/// <summary>The server as a user starts it: as a process, on a free port.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private ServerProcess(Process process, Uri address, Task<string> error) => (_process, Address, _error) = (process, address, error);

    /// <summary>The address that it prints when it starts.</summary>
    public Uri Address { get; }

    public bool IsRunning => !_process.HasExited;

    /// <summary>The memory that it uses, including native memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The number of open files, connections and other handles.</summary>
    public int Handles
    {
        get
        {
            _process.Refresh();
            return _process.HandleCount;
        }
    }

    /// <param name="program">The built program.</param>
    /// <param name="temporaryFolder">Its folder for temporary files; null for the system's.</param>
    /// <param name="arguments">The arguments after "serve", except the port.</param>
    public static async Task<ServerProcess> Start(string program, string? temporaryFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", program, "serve", "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (temporaryFolder is not null)
        {
            start.Environment["TMPDIR"] = start.Environment["TMP"] = temporaryFolder;
        }

        Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return Listening().Match(line ?? "") is { Success: true } match
            ? new ServerProcess(process, new Uri(match.Groups["address"].Value), error)
            : throw new InvalidOperationException($"The server did not start: {line}{await error}");
    }

    /// <summary>
    /// Stops it as the system does (TERM) or as Ctrl-C does (INT). Returns its exit code and what it wrote to its error stream.
    /// </summary>
    public async Task<(int ExitCode, string Error)> Stop(string signal = "TERM")
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
        }
        else
        {
            await Process.Start("kill", [$"-{signal}", $"{_process.Id}"]).WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    [GeneratedRegex("^Serving .* at (?<address>http://\\S+) until Ctrl-C\\.$")]
    private static partial Regex Listening();
}
