namespace LseMlNet.Cli.Tests.Output;

public sealed class SafeFileTests : IDisposable
{
    private const string Old = "what was there before";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pipeline.zip", "--force", "--save", "pipeline.zip")]
    [InlineData("report.html", "report", "--force", "--out", "report.html")]
    public void Write_FullDisk_OldFileWholeAndNothingLeft(string file, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/unshare"),
            "There is no unshare on this system to mount a small file system.");
        Directory.CreateDirectory(_folder["disk"]);
        string script = $"""
            mount -t tmpfs -o size=16k none disk || exit 99
            cd disk
            printf '{Old}' > {file}
            "$@" > /dev/null
            echo "exit $?"
            ls -A
            cat {file}
            """;

        ProgramRun run = BuiltProgram.RunCommand(
            "unshare", ["-rm", "sh", "-c", script, "sh", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec",
                BuiltProgram.PathOf("LseMlNet.Cli"), .. arguments, Classifier.Picture("bag-1.png")], _folder.FullName);

        Assert.SkipWhen(
            run.ExitCode == 99 || run.Error.StartsWith("unshare", StringComparison.Ordinal),
            $"A small file system cannot be mounted here: {run.Error}");
        Assert.Equal($"exit 1\n{file}\n{Old}", run.Output);
        Assert.Contains("No space left on device", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }

    [Fact]
    public void Write_ExistingFile_ReplacedWithItsPermissions()
    {
        File.WriteAllText(_folder["pipeline.zip"], Old);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["pipeline.zip"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Classifier.Classify(_folder, "--force", "--save", "pipeline.zip", Classifier.Picture("bag-1.png"));

        Assert.Equal(
            "Bag", Assert.Single(Classifier.Classify(_folder, "--pipeline", "pipeline.zip", Classifier.Picture("bag-1.png"))).Label);
        Assert.Equal(["pipeline.zip"], Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["pipeline.zip"]));
        }
    }

    [Fact]
    public void Write_LongestPossibleName_Written()
    {
        string file = new string('n', 251) + ".zip";

        Classifier.Classify(_folder, "--save", file, Classifier.Picture("bag-1.png"));

        Assert.True(File.Exists(_folder[file]));
    }

    [Fact]
    public void Write_MissingFolder_IsReported()
    {
        string file = Path.Combine("missing", "pipeline.zip");

        ProgramRun run = Classifier.Run(_folder, "--save", file, Classifier.Picture("bag-1.png"));

        Assert.Equal((1, $"error: pipeline '{file}' cannot be saved: there is no such folder\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Write_Link_ReplacesTheFileAndKeepsTheLink()
    {
        File.WriteAllText(_folder["real.zip"], Old);
        File.CreateSymbolicLink(_folder["link.zip"], _folder["real.zip"]);

        Classifier.Classify(_folder, "--force", "--save", "link.zip", Classifier.Picture("bag-1.png"));

        Assert.Equal(_folder["real.zip"], new FileInfo(_folder["link.zip"]).LinkTarget);
        Assert.Equal("Bag", Assert.Single(Classifier.Classify(_folder, "--pipeline", "real.zip", Classifier.Picture("bag-1.png"))).Label);
    }

    [Fact]
    public void Write_Folder_NamedAndNothingLeft()
    {
        Directory.CreateDirectory(_folder["pipeline.zip"]);

        ProgramRun run = Classifier.Run(_folder, "--save", "pipeline.zip", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: pipeline 'pipeline.zip' cannot be saved: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(["pipeline.zip"], Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName));
    }

    // A rename would replace the pipe with a file.
    [Fact]
    public async Task Write_Pipe_WrittenDirectly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no mkfifo on this system.");
        BuiltProgram.RunCommand("mkfifo", ["pipe"], _folder.FullName);
        Task<byte[]> read = Task.Run(() => File.ReadAllBytes(_folder["pipe"]), TestContext.Current.CancellationToken);

        Classifier.Classify(_folder, "--save", "pipe", Classifier.Picture("bag-1.png"));

        await File.WriteAllBytesAsync(_folder["pipeline.zip"], await read, TestContext.Current.CancellationToken);
        Assert.Equal(
            "Bag", Assert.Single(Classifier.Classify(_folder, "--pipeline", "pipeline.zip", Classifier.Picture("bag-1.png"))).Label);
    }

    [Fact]
    public void Write_Device_WrittenDirectly()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full on this system, where every write fails.");

        ProgramRun run = Classifier.Run(_folder, "--save", "/dev/full", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: pipeline '/dev/full' cannot be saved: No space left on device", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_StandardOutputToAFile_KeepsTheExistingContent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/stdout on this system.");

        BuiltProgram.RunCommand(
            "sh",
            ["-c", "echo before > file; \"$@\" >> file", "sh", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec",
                BuiltProgram.PathOf("LseMlNet.Cli"), "report", "--out", "/dev/stdout", Classifier.Picture("bag-1.png")],
            _folder.FullName);

        string text = File.ReadAllText(_folder["file"]);
        Assert.StartsWith("before\n<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.Contains("</html>/dev/stdout: 1 answered", text, StringComparison.Ordinal);
    }
}
