namespace LseMlNet.Cli.Tests.Models;

public sealed class OnnxRuntimeStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The telemetry of ONNX Runtime keeps a database and an identifier in the home folder. On computers that build software, which have CI
    // set, it is always off.
    [Fact]
    public void Prepare_Run_LeavesNoFileInTheHomeAndTemporaryFolders()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, the telemetry uses the system's own service.");
        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["temporary"]);

        ProgramRun run = BuiltProgram.RunCommand(
            "env",
            [
                "-u", "CI", "-u", "GITHUB_ACTIONS", "-u", "TF_BUILD", "-u", "ORT_DISABLE_TELEMETRY",
                $"HOME={_folder["home"]}", $"XDG_CACHE_HOME={_folder["home"]}", $"TMPDIR={_folder["temporary"]}",
                BuiltProgram.Dotnet, "exec", BuiltProgram.PathOf("LseMlNet.Cli"), Classifier.Picture("bag-1.png"),
            ],
            _folder.FullName);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [_folder["home"], _folder["temporary"]],
            Directory.GetFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Order());
    }
}
