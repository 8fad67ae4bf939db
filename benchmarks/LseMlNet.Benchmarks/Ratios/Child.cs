using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Runs the ordinary program, or this one, as a process of its own.</summary>
internal static class Child
{
    private const string Ordinary = "LseMlNet.OrdinaryProgram";

    private static readonly Lazy<string> Published = new(Publish);

    /// <summary>Returns what the ordinary program prints: lines of fields that tabs separate.</summary>
    public static string[][] RunOrdinary(Settings settings, params string[] arguments) =>
        Run(settings.IsPrecompiled ? Published.Value : Path.Combine(AppContext.BaseDirectory, $"{Ordinary}.dll"), settings, arguments);

    /// <summary>Returns what this program prints if it runs with other arguments. It cannot be precompiled.</summary>
    public static string[][] RunSelf(Settings settings, params string[] arguments) =>
        Run(typeof(Child).Assembly.Location, settings, arguments);

    private static string[][] Run(string program, Settings settings, string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true };
        foreach (Settings other in Settings.All.Where(other => other.Variable is not null))
        {
            start.Environment.Remove(other.Variable!);
        }

        if (settings.Variable is not null)
        {
            start.Environment[settings.Variable] = "0";
        }

        return [.. Output(start).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
    }

    private static string Publish()
    {
        string folder = Directory.CreateTempSubdirectory("lsemlnet-ready-to-run-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Output(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("benchmarks", Ordinary), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
                "--self-contained", "false", "-p:PublishReadyToRun=true", "--artifacts-path", Path.Combine(folder, "artifacts"),
                "-o", folder, "-nodeReuse:false",
            ])
        {
            RedirectStandardOutput = true,
        });
        return Path.Combine(folder, $"{Ordinary}.dll");
    }

    private static string Output(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', start.ArgumentList)} exited with {process.ExitCode}: {output}");
    }
}
