namespace LseMlNet.Cli.Tests.Scenarios;

/// <summary>
/// Does in a few seconds what eng/fuzz.sh does for hours: every reader gets its seeds and variants of them, which are always the same.
/// </summary>
public sealed class FuzzTargetsTests
{
    private const int Changes = 150;

    [Fact]
    public void Check_SeedsAndChangesOfThem_OnlyDocumentedExceptions()
    {
        using var folder = new TemporaryFolder();

        ProgramRun run = BuiltProgram.Run("LseMlNet.Fuzzing", folder.FullName, "check", $"{Changes}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(17, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
