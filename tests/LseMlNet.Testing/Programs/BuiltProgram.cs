using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace LseMlNet.Testing;

/// <summary>Runs an example as its user does: as a program, from some folder.</summary>
public static class BuiltProgram
{
    // A program that hangs is a failure to report, not to wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The path of a program that BuiltPrograms.targets built with the running tests.</summary>
    public static string PathOf(string example) =>
        Assembly.GetEntryAssembly()!.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == example).Value!;

    /// <param name="example">The example's name, as its folder has it.</param>
    /// <param name="folder">The working folder; no part of the repository.</param>
    /// <param name="arguments">What the user types behind the name.</param>
    public static ProgramRun Run(string example, string folder, params string[] arguments)
    {
        return RunCommand(Dotnet, ["exec", PathOf(example), .. arguments], folder);
    }

    /// <summary>Runs any command.</summary>
    /// <param name="command">A program's path, or its name where PATH has it.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The working folder.</param>
    public static ProgramRun RunCommand(string command, string[] arguments, string folder)
    {
        using Process process = Start(command, arguments, folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>
    /// Runs the example until a line has come on its error stream or, where that is given, <paramref name="before"/> is done, sends it what
    /// Ctrl-C sends, and waits for its end.
    /// </summary>
    public static ProgramRun Interrupt(string example, string folder, Func<Process, Task>? before, params string[] arguments)
    {
        using Process process = Start(Dotnet, ["exec", PathOf(example), .. arguments], folder);
        string first = "";
        if (before is null)
        {
            first = (process.StandardError.ReadLine() ?? throw new InvalidOperationException($"{example} has ended before it could be interrupted.")) + "\n";
        }
        else if (!before(process).Wait(Patience))
        {
            throw Hanging(process);
        }

        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Signals.Interrupt(process);
        ProgramRun run = End(process, output, error);
        return run with { Error = first + run.Error };
    }

    /// <summary>Runs the example under a shell that sends its output elsewhere.</summary>
    /// <param name="example">The example's name.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="redirection">What a user types behind the arguments, such as ">/dev/full".</param>
    /// <param name="arguments">The arguments.</param>
    public static ProgramRun RunRedirected(string example, string folder, string redirection, params string[] arguments)
    {
        using Process process = Start("sh", ["-c", $"\"$@\" {redirection}", "sh", Dotnet, "exec", PathOf(example), .. arguments], folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs the example with its output, and its errors in it, on a terminal of so many columns, by util-linux's script.</summary>
    public static ProgramRun RunOnTerminal(string example, string folder, int columns, params string[] arguments)
    {
        string command = string.Join(' ', ((string[])[Dotnet, "exec", PathOf(example), .. arguments]).Select(argument => $"'{argument}'"));
        using Process process = Start("script", ["-qec", $"stty cols {columns} rows 60; env -u NO_COLOR -u CI -u GITHUB_ACTIONS TERM=xterm-256color {command}", "/dev/null"], folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>The dotnet command that runs the tests.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(string program, string[] arguments, string folder) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    })!;

    private static ProgramRun End(Process process, Task<string> output, Task<string> error)
    {
        return process.WaitForExit(Patience)
            ? new ProgramRun(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"))
            : throw Hanging(process);
    }

    private static TimeoutException Hanging(Process process)
    {
        process.Kill(entireProcessTree: true);
        return new TimeoutException($"{string.Join(' ', process.StartInfo.ArgumentList)} has not ended in {Patience.TotalSeconds} s.");
    }
}

/// <summary>What a program left behind; lines end in \n.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error);
