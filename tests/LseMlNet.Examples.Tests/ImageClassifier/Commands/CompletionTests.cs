using LseMlNet.Examples.Tests.Support;

namespace LseMlNet.Examples.Tests.ImageClassifier.Commands;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
