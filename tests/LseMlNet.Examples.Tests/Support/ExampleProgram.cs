using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace LseMlNet.Examples.Tests.Support;

/// <summary>Runs an example as its user does: as a program, from some folder.</summary>
internal static class ExampleProgram
{
    // A program that hangs is a failure to report, not to wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where the built program lies.</summary>
    public static string PathOf(string example) =>
        typeof(ExampleProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == example).Value!;

    /// <param name="example">The example's name, as its folder has it.</param>
    /// <param name="folder">The working folder; no part of the repository.</param>
    /// <param name="arguments">What the user types behind the name.</param>
    public static ProgramRun Run(string example, string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", PathOf(example), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{example} {string.Join(' ', arguments)} has not ended in {Patience.TotalSeconds} s.");
        }
        return new ProgramRun(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}

/// <summary>What a program left behind; lines end in \n.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error);
