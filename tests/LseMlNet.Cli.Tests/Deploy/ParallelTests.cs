namespace LseMlNet.Cli.Tests.Deploy;

/// <summary>The recipes of deploy/parallel.</summary>
public sealed class ParallelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evaluate_Shards_BytesOfOneProcess()
    {
        NpyLogits.Write(_folder, rows: 100);

        ProgramRun run = Run("evaluate.sh", "5 --logits logits.npy --labels labels.npy");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Classifier.Run(_folder, "evaluate", "--json", "--logits", "logits.npy", "--labels", "labels.npy").Output, run.Output);
    }

    [Fact]
    public void Score_BlocksOfLines_LinesOfOneProcess()
    {
        File.WriteAllLines(_folder["logits.ndjson"], Enumerable.Range(0, 60).Select(i => $"[{i},{i % 7},{1000 - i}]"));

        ProgramRun run = Run("score.sh", "--softmax --label < logits.ndjson", "BLOCK=300");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Classifier.Run(_folder, "score", "logits.ndjson", "--softmax", "--label").Output, run.Output);
    }

    private ProgramRun Run(string recipe, string arguments, params string[] variables)
    {
        Assert.SkipUnless(
            BuiltProgram.RunCommand("sh", ["-c", "command -v parallel"], "/").ExitCode == 0,
            "GNU parallel is not installed (apt-get install parallel).");
        string program = $"{BuiltProgram.Dotnet} exec {BuiltProgram.PathOf("LseMlNet.Cli")}";
        string command = $"{Repository.PathOf("deploy", "parallel", recipe)} {arguments}";
        return BuiltProgram.RunCommand("env", [$"LSEMLNET={program}", .. variables, "bash", "-c", command], _folder.FullName);
    }
}
