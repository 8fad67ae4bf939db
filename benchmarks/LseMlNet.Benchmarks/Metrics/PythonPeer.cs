using System.Diagnostics;
using System.Globalization;

namespace LseMlNet.Benchmarks.Metrics;

/// <summary>Runs metrics.py, if Python with scipy and scikit-learn is installed.</summary>
internal sealed class PythonPeer
{
    private static readonly string Script = Repository.PathOf("benchmarks", "LseMlNet.Benchmarks", "Metrics", "metrics.py");

    private PythonPeer(string versions) => Versions = versions;

    public string Versions { get; }

    /// <summary>Returns null if the script cannot run.</summary>
    public static PythonPeer? Find() => Run("versions") is { } versions ? new PythonPeer(versions.Trim()) : null;

    /// <summary>Returns the median of the seconds, and the log-loss or the temperature.</summary>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static (double Seconds, double Result) Measure(string command, LabelledRows rows, int repetitions)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-metrics-");
        try
        {
            string logits = Path.Combine(folder.FullName, "logits"), labels = Path.Combine(folder.FullName, "labels");
            rows.Write(logits, labels);
            string output = Run(command, logits, labels, $"{rows.Classes}", $"{repetitions}")
                ?? throw new InvalidOperationException($"metrics.py {command} failed for {rows.Shape}.");
            double[] values = [.. output.Split('\t').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            return (values[0], values[1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Run(params string[] arguments)
    {
        ProcessStartInfo start = new(Python.Program, [Script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such program.
            return null;
        }
    }
}
