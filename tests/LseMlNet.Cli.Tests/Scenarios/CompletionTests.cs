using System.Diagnostics;

namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Bash passes the command, the word at the cursor, and the line as it was typed.
    [Theory]
    [InlineData("lsemlnet report --channels b", "b", "bgr")]
    [InlineData("lsemlnet re", "re", "report")]
    [InlineData("bin/lsemlnet --resize ", "", "crop fill pad")]
    public void Bash_LineSoFar_CompletesTheWord(string line, string word, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no /bin/bash on this system.");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string script = Repository.PathOf("src", "LseMlNet.Cli", "completion.bash");
        string run = $$"""
            program() { '{{dotnet}}' exec '{{BuiltProgram.PathOf("LseMlNet.Cli")}}' "$@"; }
            source '{{script}}'
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _lsemlnet program '{{word}}'
            echo "${COMPREPLY[*]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", run]) { RedirectStandardOutput = true })!;

        Assert.Equal(expected + "\n", bash.StandardOutput.ReadToEnd());
    }

    // A shell passes the position of the cursor, and the words so far.
    [Theory]
    [InlineData("lsemlnet --channels ", "bgr", "gray", "luma", "rgb")]
    [InlineData("lsemlnet report --resize ", "crop", "fill", "pad")]
    [InlineData("lsemlnet --resize p", "pad", "crop")]
    [InlineData("lsemlnet eva", "evaluate")]
    [InlineData("lsemlnet repo", "report")]
    [InlineData("lsemlnet report --mini", "--minimum-probability")]
    public void Suggest_WordsSoFar_SuggestsWhatMayFollow(string words, params string[] expected)
    {
        ProgramRun run = Classifier.Run(_folder, $"[suggest:{words.Length}]", words);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
