using System.Diagnostics;
using System.Text;

namespace LseMlNet.Packages.Tests.Support;

/// <summary>Runs a program as a user does, and waits for it to exit.</summary>
internal static class DotnetCommand
{
    // Packing builds the tool for its platform, which takes minutes on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs <c>dotnet</c> and fails the test, with everything that was printed, unless it succeeds.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="packageCache">The folder that NuGet extracts packages to, or null for the user's own.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>What the command printed, errors included.</returns>
    public static string Run(string folder, string? packageCache, params string[] arguments) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, packageCache, arguments);

    /// <summary>Runs another program in the same way.</summary>
    public static string Run(string program, string folder, string? packageCache, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

        // `dotnet test` points MSBuild to its own SDK with variables that must not affect this command.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray())
        {
            start.Environment.Remove(name);
        }

        // Servers that outlive the command would keep its output open, and the test would wait for them.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        if (packageCache is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packageCache;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"`{command}` has not ended within {Patience.TotalMinutes} minutes.");
        }

        string printed = (output.Result + error.Result).ReplaceLineEndings("\n");
        Assert.True(process.ExitCode == 0, $"`{command}` ended with exit code {process.ExitCode}:\n{printed}");
        return printed;
    }
}
