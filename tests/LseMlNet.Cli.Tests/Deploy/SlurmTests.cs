using ParquetSharp;

namespace LseMlNet.Cli.Tests.Deploy;

/// <summary>
/// Runs the recipe in deploy/slurm on a Slurm cluster of two nodes on this machine. One node dies while the job is running.
/// </summary>
[CollectionDefinition(nameof(SlurmTests), DisableParallelization = true)]
[Collection(nameof(SlurmTests))]
public sealed class SlurmTests : IDisposable
{
    private const int Shards = 8;

    private static readonly string[] Programs = ["slurmctld", "slurmd", "sbatch", "munged", "ss"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arrays_ANodeDiesInTheMiddle_MergedBytesOfOneProcess()
    {
        SkipWithoutSlurm();
        WritePictures();
        WriteParquet();
        string script = Repository.PathOf("tests", "LseMlNet.Cli.Tests", "Deploy", "slurm-crash.sh");
        string program = $"{BuiltProgram.Dotnet} exec {BuiltProgram.PathOf("LseMlNet.Cli")}";

        ProgramRun run = BuiltProgram.RunCommand(
            "env", [$"LSEMLNET_PROGRAM={program}", "bash", script, _folder.FullName, Repository.PathOf("deploy", "slurm")],
            _folder.FullName);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output + run.Error);
        Assert.True(run.ExitCode == 0, $"{run.Output}{run.Error}");
        string[][] events = [.. File.ReadAllLines(_folder["events"]).Select(line => line.Split(' '))];
        string[][] jobs = [.. File.ReadAllLines(_folder["jobs"]).Select(line => line.Split(' '))];
        // Each task that died with its node ran again on the other one, and each merge ran once.
        string[] died = [.. from e in events where e is ["start", _, "n1", "0"] select e[1]];
        Assert.InRange(died.Length, 2, 2 * Shards);
        Assert.Superset(died.ToHashSet(), (from e in events where e is ["start", _, "n2", "1"] select e[1]).ToHashSet());
        Assert.Equal(died.Order(), (from e in events where e is ["start", _, "n2", "1"] select e[1]).Order());
        Assert.Equal(2 * Shards, events.Where(e => e[0] == "start").Select(e => e[1]).Distinct().Count());
        Assert.Equal(jobs.Select(job => job[1]).Order(), events.Where(e => e[0] == "merge").Select(e => e[1]).Order());
        AssertMerged("pictures", "evaluate", "--json", "--data", "pictures.csv");
        AssertMerged("rows", "evaluate", "--json", "--logits", "rows.parquet", "--label-column", "label");
    }

    private void AssertMerged(string folder, params string[] alone)
    {
        ProgramRun whole = Classifier.Run(_folder, alone);
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.Equal(whole.Output, File.ReadAllText(_folder[$"{folder}/merged.json"]));
        string[] left = [.. Directory.GetFiles(_folder[folder]).Select(file => Path.GetFileName(file))
            .Where(name => !name.EndsWith(".log", StringComparison.Ordinal) && !name.StartsWith(".lsemlnet-", StringComparison.Ordinal))];
        Assert.Equal(
            ["merged.json", .. Enumerable.Range(1, Shards).Select(number => $"part-{number}-of-{Shards}.bin")],
            left.Order(StringComparer.Ordinal));
    }

    private void WritePictures() => File.WriteAllLines(
        _folder["pictures.csv"],
        ["file,label", .. Directory.GetFiles(Classifier.PictureFolder, "*.png").Order(StringComparer.Ordinal)
            .Select((file, i) => $"{file},{i / 2}")]);

    private void WriteParquet()
    {
        const int Groups = 10, RowsInGroup = 50;
        Column[] columns = [.. Enumerable.Range(0, NpyLogits.Classes).Select(i => new Column<float>($"c{i}")), new Column<int>("label")];
        using var file = new ParquetFileWriter(_folder["rows.parquet"], columns);
        var random = new Random(5);
        for (int group = 0; group < Groups; group++)
        {
            using RowGroupWriter rows = file.AppendRowGroup();
            for (int i = 0; i < NpyLogits.Classes; i++)
            {
                using LogicalColumnWriter<float> column = rows.NextColumn().LogicalWriter<float>();
                column.WriteBatch([.. Enumerable.Range(0, RowsInGroup).Select(_ => 6 * random.NextSingle())]);
            }

            using LogicalColumnWriter<int> labels = rows.NextColumn().LogicalWriter<int>();
            labels.WriteBatch([.. Enumerable.Range(0, RowsInGroup).Select(_ => random.Next(NpyLogits.Classes))]);
        }

        file.Close();
    }

    private static void SkipWithoutSlurm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Slurm runs on Linux only.");
        string[] missing = [.. Programs.Where(program => BuiltProgram.RunCommand("sh", ["-c", $"command -v {program}"], "/")
            .ExitCode != 0)];
        Assert.SkipUnless(
            missing.Length == 0,
            $"Slurm is not installed: there is no {string.Join(", ", missing)} (apt-get install slurmctld slurmd slurm-client munge " +
            "iproute2).");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The nodes of Slurm start tasks, which needs root.");
    }
}
