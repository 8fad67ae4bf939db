using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace LseMlNet.Testing;

/// <summary>Runs a built program as its user does: as a process, from any folder.</summary>
public static class BuiltProgram
{
    // A program that takes longer is considered hung.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The path of a program that BuiltPrograms.targets built with the running tests.</summary>
    public static string PathOf(string program) =>
        Assembly.GetEntryAssembly()!.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == program).Value!;

    /// <param name="program">The name of its assembly.</param>
    /// <param name="folder">The working folder, outside the repository.</param>
    /// <param name="arguments">The arguments, as the user types them after the name.</param>
    public static ProgramRun Run(string program, string folder, params string[] arguments)
    {
        return RunCommand(Dotnet, ["exec", PathOf(program), .. arguments], folder);
    }

    /// <summary>Runs the program in a foreign culture, as on a computer set to Arabic.</summary>
    public static ProgramRun RunInForeignCulture(string program, string folder, params string[] arguments) => RunCommand(
        "env", [$"DOTNET_STARTUP_HOOKS={typeof(ForeignCulture).Assembly.Location}", Dotnet, "exec", PathOf(program), .. arguments], folder);

    /// <summary>Runs any command.</summary>
    /// <param name="command">The path of a program, or its name if it is on the PATH.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The working folder.</param>
    public static ProgramRun RunCommand(string command, string[] arguments, string folder)
    {
        using Process process = Start(command, arguments, folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>
    /// Runs the program until it has written a line to its error stream or, if given, until <paramref name="before"/> is done. Then sends
    /// it the signal of Ctrl-C and waits for it to end.
    /// </summary>
    public static ProgramRun Interrupt(string program, string folder, Func<Process, Task>? before, params string[] arguments)
    {
        using Process process = Start(Dotnet, ["exec", PathOf(program), .. arguments], folder);
        string first = "";
        if (before is null)
        {
            string line = process.StandardError.ReadLine()
                ?? throw new InvalidOperationException($"{program} ended before it could be interrupted.");
            first = line + "\n";
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

    /// <summary>Runs the program in a shell that redirects its output.</summary>
    /// <param name="program">The name of its assembly.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="redirection">The redirection, as a user types it after the arguments, such as ">/dev/full".</param>
    /// <param name="arguments">The arguments.</param>
    public static ProgramRun RunRedirected(string program, string folder, string redirection, params string[] arguments)
    {
        using Process process = Start("sh", ["-c", $"\"$@\" {redirection}", "sh", Dotnet, "exec", PathOf(program), .. arguments], folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>
    /// Runs the program on a terminal with this many columns, by the command script of util-linux. Errors are part of the output.
    /// </summary>
    public static ProgramRun RunOnTerminal(string program, string folder, int columns, params string[] arguments)
    {
        string command = string.Join(' ', ((string[])[Dotnet, "exec", PathOf(program), .. arguments]).Select(argument => $"'{argument}'"));
        using Process process = Start(
            "script",
            ["-qec", $"stty cols {columns} rows 60; env -u NO_COLOR -u CI -u GITHUB_ACTIONS TERM=xterm-256color {command}", "/dev/null"],
            folder);
        return End(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>The dotnet command that runs the tests.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static Process Start(string program, string[] arguments, string folder) => Process.Start(
        new ProcessStartInfo(program, arguments)
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
        return new TimeoutException($"{string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Patience.TotalSeconds} s.");
    }
}

/// <summary>The result of a program; lines end in \n.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error);
