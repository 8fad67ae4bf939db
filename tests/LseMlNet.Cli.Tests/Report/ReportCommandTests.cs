namespace LseMlNet.Cli.Tests.Report;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_OneMissing_IsNamedInTheReport()
    {
        ProgramRun run = Classifier.Run(_folder, "report", "none", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, "error: none: there is no such file or folder\n"), (run.ExitCode, run.Error));
        Assert.Equal("report.html: 1 answered, 0 refused, 1 not usable; 5,000 held-out pictures evaluated.\n", run.Output);
        Assert.Equal(
            ["none: there is no such file or folder"],
            ReportDocument.Read(_folder).QuerySelectorAll("#unusable li").Select(item => item.TextContent));
    }

    [Theory]
    [InlineData("missing/report.html", "there is no such folder")]
    [InlineData(".", "it is a folder")]
    public void Out_Unwritable_FailsBeforeTheWork(string file, string why) => Assert.Equal(
        new ProgramRun(1, "", $"error: report '{file}' cannot be written: {why}\n"), Classifier.Run(_folder, "report", "--out", file));

    [Fact]
    public void Out_DiskFillsUp_PreviousReportIsKept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of files to fail at.");
        File.WriteAllText(_folder["report.html"], "the previous report");

        // Files of at most 8 blocks. Because the signal is ignored, a longer write fails as it would on a full disk. The setting stops the
        // runtime from writing its compiled code to a file, which would fail too.
        ProgramRun run = BuiltProgram.RunCommand(
            "sh",
            [
                "-c", "trap '' XFSZ; ulimit -f 8; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "sh",
                BuiltProgram.Dotnet, "exec", BuiltProgram.PathOf("LseMlNet.Cli"), "report", "--force", Classifier.Picture("bag-1.png"),
            ],
            _folder.FullName);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: report 'report.html' cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Equal([_folder["report.html"]], Directory.GetFileSystemEntries(_folder.FullName));
        Assert.Equal("the previous report", File.ReadAllText(_folder["report.html"]));
    }
}
