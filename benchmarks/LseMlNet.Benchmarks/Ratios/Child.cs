using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LseMlNet.Benchmarks.Ratios;

/// <summary>Runs the ordinary program, or this one, in a separate process.</summary>
internal static class Child
{
    private const string Ordinary = "LseMlNet.OrdinaryProgram";

    private static readonly Dictionary<Settings, string> Published = [];

    /// <summary>Returns what the ordinary program prints: lines of tab-separated fields.</summary>
    public static string[][] RunOrdinary(Settings settings, params string[] arguments) =>
        Run(
            settings.PublishProperties is [] ? Path.Combine(AppContext.BaseDirectory, $"{Ordinary}.dll") : Publish(settings),
            settings,
            arguments);

    /// <summary>Returns what this program prints when it runs with other arguments. This program cannot be precompiled.</summary>
    public static string[][] RunSelf(Settings settings, params string[] arguments) =>
        Run(typeof(Child).Assembly.Location, settings, arguments);

    private static string[][] Run(string program, Settings settings, string[] arguments)
    {
        ProcessStartInfo start = program.EndsWith(".dll", StringComparison.Ordinal)
            ? new("dotnet", ["exec", program, .. arguments])
            : new(program, arguments);
        start.RedirectStandardOutput = true;
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

    private static string Publish(Settings settings)
    {
        if (Published.TryGetValue(settings, out string? published))
        {
            return published;
        }

        string folder = Directory.CreateTempSubdirectory("lsemlnet-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Output(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Repository.PathOf("benchmarks", Ordinary), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
                .. settings.PublishProperties.Select(property => $"-p:{property}"),
                "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", folder, "-nodeReuse:false",
            ])
        {
            RedirectStandardOutput = true,
        });
        // Native code is a single file.
        string assembly = Path.Combine(folder, $"{Ordinary}.dll");
        return Published[settings] = File.Exists(assembly)
            ? assembly
            : Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? "exe" : null);
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
