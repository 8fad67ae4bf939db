using System.Globalization;
using LseMlNet.Benchmarks.Ratios;

namespace LseMlNet.Benchmarks.Evaluation;

/// <summary>
/// Compares <c>lsemlnet evaluate --logits</c>, as a process from its start to its end, with a script for NumPy and scikit-learn, and with two
/// processes that share the rows. The figures are processor time on one core: other programs would change the time on the clock.
/// </summary>
internal static class EvaluationRatios
{
    private const int Rows = 1_000_000;
    private const int Classes = 100;
    private const int Rounds = 3;

    // So many times the rows, as links to the same file.
    private static readonly int[] Sizes = [1, 4];

    public static void Print()
    {
        Console.WriteLine($"{Machine.Description}; {Rows:N0} rows of {Classes} logits in a file, processor time in seconds on one core, medians of {Rounds} runs that alternate");
        Console.WriteLine();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lsemlnet-evaluation-");
        try
        {
            Write(folder.FullName);
            PrintPeers(folder.FullName);
            PrintTwoProcesses(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void PrintPeers(string folder)
    {
        string script = Repository.PathOf("benchmarks", "LseMlNet.Benchmarks", "Evaluation", "evaluate.py");
        string[] python = [Python.Program, script, "logits-0.npy", "labels-0.npy"];
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Time(folder, Evaluate(files: 1)));
            theirs.Add(Time(folder, python));
        }

        Console.WriteLine("| rows | lsemlnet evaluate | NumPy and scikit-learn | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine($"| {Rows:N0} x {Classes}, float | {Text(Figures.Median(ours))} | {Text(Figures.Median(theirs))} | {Text(Figures.Median(theirs) / Figures.Median(ours))} |");
        Console.WriteLine();
    }

    // Each process has a core of its own, so the slower one decides.
    private static void PrintTwoProcesses(string folder)
    {
        Console.WriteLine("| rows | one process | the slower of two, one half each | ratio | merge |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (int files in Sizes)
        {
            List<double> one = [], two = [], merge = [];
            for (int round = 0; round < Rounds; round++)
            {
                one.Add(Time(folder, Evaluate(files)));
                two.Add(Enumerable.Range(1, 2).Max(i => Time(folder, [.. Evaluate(files), "--shard", $"{i}/2", "--partial", "part.bin"])));
                merge.Add(Time(folder, [.. Program, "merge", "part-1-of-2.bin", "part-2-of-2.bin"]));
            }

            Console.WriteLine($"| {files * Rows:N0} x {Classes}, float | {Text(Figures.Median(one))} | {Text(Figures.Median(two))} | {Text(Figures.Median(one) / Figures.Median(two))} | {Text(Figures.Median(merge))} |");
        }
    }

    private static string[] Program => [BuiltProgram.Dotnet, "exec", BuiltProgram.PathOf("LseMlNet.Cli")];

    private static string[] Evaluate(int files) =>
        [.. Program, "evaluate", "--logits", .. Names("logits", files), "--labels", files == 1 ? "labels-0.npy" : "labels-*.npy"];

    private static IEnumerable<string> Names(string kind, int files) => Enumerable.Range(0, files).Select(i => $"{kind}-{i}.npy");

    // Bash reports the processor time of the command and of everything that it started.
    private static double Time(string folder, string[] command)
    {
        ProgramRun run = BuiltProgram.RunCommand("env", ["OMP_NUM_THREADS=1", "taskset", "-c", "0", "bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash", .. command], folder);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {run.Error}");
        }

        double[] seconds = [.. run.Error.TrimEnd().Split('\n')[^1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return seconds[0] + seconds[1];
    }

    private static void Write(string folder)
    {
        var random = new Random(1);
        using (FileStream logits = Create(folder, "logits", "<f4", $"({Rows}, {Classes})"), labels = Create(folder, "labels", "<i4", $"({Rows},)"))
        {
            float[] row = new float[Classes];
            for (int i = 0; i < Rows; i++)
            {
                int label = random.Next(Classes);
                for (int j = 0; j < Classes; j++)
                {
                    row[j] = 8 * random.NextSingle() + (j == label ? 4 : 0);
                }

                logits.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(row));
                labels.Write(BitConverter.GetBytes(label));
            }
        }

        foreach (string kind in new[] { "logits", "labels" })
        {
            foreach (string name in Names(kind, Sizes.Max()).Skip(1))
            {
                File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine(folder, $"{kind}-0.npy"));
            }
        }
    }

    private static FileStream Create(string folder, string kind, string type, string shape)
    {
        FileStream file = File.Create(Path.Combine(folder, $"{kind}-0.npy"));
        file.Write(NpyHeader.Of(type, shape));
        return file;
    }

    private static string Text(double value) => Figures.Text(value, "0.00");
}
