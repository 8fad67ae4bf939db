using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using LseMlNet.Benchmarks.Ratios;

namespace LseMlNet.Benchmarks.FileScoring;

/// <summary>
/// <c>lsemlnet score</c> on a million rows, against a program that only reads, calls the kernel and writes, and against SciPy. All are
/// processes on the same processors as this one. Run it on a quiet machine and in memory, or the disk is measured as well.
/// </summary>
internal static class FileScoringTable
{
    private const int Rows = 1_000_000;
    private const int Rounds = 5;

    private static readonly string Self = typeof(FileScoringTable).Assembly.Location;
    private static readonly string Cli = typeof(FileScoringTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "LseMlNet.Cli").Value!;

    public static void Print(string? parent)
    {
        using var folder = new FileScoringFolder(parent);
        WriteLogits(folder["logits.npy"], Rows);
        WriteLogits(folder["one.npy"], 1);
        Score(folder, "logits.npy", "logits.parquet");
        Score(folder, "one.npy", "one.parquet");
        Console.WriteLine(Machine.Description);
        Console.WriteLine($"{Rows} rows of {BareScore.Classes} floats, {new FileInfo(folder["logits.npy"]).Length / 1e6:F0} MB, in {folder}; time of the whole process, medians of {Rounds} paired runs");
        Table.Begin("program", "npy → npy", "÷ score", "without the start, ÷ score", "memory", "Parquet → Parquet", "÷ score", "without the start, ÷ score", "memory");
        Run[][] npy = RunRounds(folder, "npy"), parquet = RunRounds(folder, "parquet");
        string[] names = ["lsemlnet score", "read, kernel, write", "SciPy"];
        for (int program = 0; program < names.Length; program++)
        {
            Table.Row(names[program], [.. Cells(npy, program), .. Cells(parquet, program)]);
        }
    }

    // For each program, the rounds; each with the same work on one row, which is the start of the process.
    private static Run[][] RunRounds(FileScoringFolder folder, string format)
    {
        List<Func<string, string, Run>> programs = [(input, output) => Score(folder, input, output), (input, output) => Measure(Self, ["bare-score", folder[input], folder[output]])];
        if (format == "npy")
        {
            programs.Add((input, output) => MeasureProcess(Python.Program, [Path.Combine(AppContext.BaseDirectory, "FileScoring", "scipy_score.py"), folder[input], folder[output]]));
        }

        Run[][] runs = [.. programs.Select(_ => new Run[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int program = 0; program < runs.Length; program++)
            {
                Run start = programs[program]($"one.{format}", $"out.{format}");
                Run all = programs[program]($"logits.{format}", $"out.{format}");
                runs[program][round] = all with { Work = all.Seconds - start.Seconds };
            }
        }

        return runs;
    }

    private static string[] Cells(Run[][] runs, int program) => program >= runs.Length ? ["", "", "", ""] :
    [
        $"{Figures.Text(Figures.Median(runs[program].Select(run => run.Seconds)), "0.00")} s",
        Figures.Ratio([.. runs[program].Select(run => run.Seconds)], [.. runs[0].Select(run => run.Seconds)]),
        Figures.Ratio([.. runs[program].Select(run => run.Work)], [.. runs[0].Select(run => run.Work)]),
        $"{Figures.Median(runs[program].Select(run => (double)run.Memory)) / 1e6:F0} MB",
    ];

    private static Run Score(FileScoringFolder folder, string input, string output) => Measure(Cli, ["score", folder[input], "--out", folder[output], "--force"]);

    private static Run Measure(string assembly, string[] arguments) => MeasureProcess("dotnet", ["exec", assembly, .. arguments]);

    private static Run MeasureProcess(string program, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(program, arguments);
        long memory = 0;
        while (!process.WaitForExit(5))
        {
            process.Refresh();
            memory = Math.Max(memory, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        return process.ExitCode == 0
            ? new Run(watch.Elapsed.TotalSeconds, 0, memory)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");
    }

    private static void WriteLogits(string path, int count)
    {
        using FileStream stream = File.Create(path);
        stream.Write(NpyHeader.Of("<f4", $"({count}, {BareScore.Classes})"));
        var random = new Random(1);
        float[] rows = new float[BareScore.Classes * 1000];
        for (int row = 0; row < count; row += 1000)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                // Nearly normal, with a standard deviation of 4.
                rows[i] = (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2) * 7;
            }

            stream.Write(MemoryMarshal.AsBytes(rows.AsSpan(0, Math.Min(1000, count - row) * BareScore.Classes)));
        }
    }

    /// <param name="Seconds">The time of the process.</param>
    /// <param name="Work">The same without its start.</param>
    /// <param name="Memory">The largest memory, in bytes.</param>
    private sealed record Run(double Seconds, double Work, long Memory);
}
