using System.Diagnostics;

namespace LseMlNet.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As bash calls it: the command, the word at the cursor and the one before; the line as it was typed.
    [Theory]
    [InlineData("ImageClassifier report --channels b", "b", "bgr")]
    [InlineData("ImageClassifier re", "re", "report")]
    [InlineData("bin/ImageClassifier --resize ", "", "crop fill pad")]
    public void Bash_LineSoFar_CompletesTheWord(string line, string word, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no /bin/bash here to complete lines.");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string script = Repository.PathOf("examples", "LseMlNet.Cli", "completion.bash");
        string run = $$"""
            program() { '{{dotnet}}' exec '{{BuiltProgram.PathOf("LseMlNet.Cli")}}' "$@"; }
            source '{{script}}'
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            _image_classifier program '{{word}}'
            echo "${COMPREPLY[*]}"
            """;
        using Process bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", run]) { RedirectStandardOutput = true })!;

        Assert.Equal(expected + "\n", bash.StandardOutput.ReadToEnd());
    }

    // What a shell asks: the words so far, and where the cursor is.
    [Theory]
    [InlineData("ImageClassifier --channels ", "bgr", "gray", "luma", "rgb")]
    [InlineData("ImageClassifier report --resize ", "crop", "fill", "pad")]
    [InlineData("ImageClassifier --resize p", "pad", "crop")]
    [InlineData("ImageClassifier eva", "evaluate")]
    [InlineData("ImageClassifier rep", "report")]
    [InlineData("ImageClassifier report --mini", "--minimum-probability")]
    public void Suggest_WordsSoFar_GivesWhatMayFollow(string words, params string[] expected)
    {
        ProgramRun run = Classifier.Run(_folder, $"[suggest:{words.Length}]", words);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
