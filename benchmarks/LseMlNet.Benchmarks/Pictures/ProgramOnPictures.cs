using System.Diagnostics;

namespace LseMlNet.Benchmarks.Pictures;

/// <summary>A run of <c>lsemlnet</c> on a folder, from its start to its end.</summary>
/// <param name="Time">The duration of the run.</param>
/// <param name="Memory">The memory that it used, in bytes, at regular intervals.</param>
internal sealed record ProgramOnPictures(TimeSpan Time, IReadOnlyList<long> Memory)
{
    private const double MiB = 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.05);

    public double MemoryBefore => Average(Memory.Count / 4, Memory.Count / 2);

    public double MemoryAfter => Average(Memory.Count * 3 / 4, Memory.Count);

    public double LargestMemory => Memory.Max() / MiB;

    public static ProgramOnPictures Run(string folder)
    {
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(BuiltProgram.Dotnet, ["exec", BuiltProgram.PathOf("LseMlNet.Cli"), "--json", "--top", "1", folder])
        {
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        var memory = new List<long>();
        while (!process.WaitForExit(Interval))
        {
            try
            {
                process.Refresh();
                memory.Add(process.WorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended in the meantime.
            }
        }

        TimeSpan time = clock.Elapsed;
        return process.ExitCode == 0 && output.Result.Length > 0
            ? new ProgramOnPictures(time, memory)
            : throw new InvalidOperationException($"lsemlnet ended with exit code {process.ExitCode}.");
    }

    private double Average(int from, int to) => Memory.Skip(from).Take(to - from).Average() / MiB;
}
