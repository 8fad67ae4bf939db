using System.Text.RegularExpressions;

namespace LseMlNet.Cli.Tests.Classify;

public sealed partial class TableOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(59, true), InlineData(60, false)]
    public void Terminal_Narrow_PrintsPlainLines(int columns, bool isPlain)
    {
        string output = Classifier.RunOnTerminal(_folder, columns, "classify", Classifier.Picture("bag-1.png")).Output;

        Assert.Equal(isPlain, output.Contains("Pictures classified: 1.", StringComparison.Ordinal));
    }

    [Fact]
    public void Classify_OnATerminal_PrintsATableInColor()
    {
        ProgramRun run = Classifier.RunOnTerminal(_folder, 120, "--minimum-probability", "0.9");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\e[38;5;2m", run.Output, StringComparison.Ordinal);
        string text = Plain(run.Output);
        Assert.Matches(@"\n  Picture +Classes +Entropy +Margin +\n", text);
        Assert.Matches(@"\n  ankle-boot-1\.png +Ankle boot +.{28} +99\.77 % +0\.018 +6\.27 +\n +Sneaker +0\.19 % +\n", text);
        Assert.Matches(@"Refused: no class has a probability of 0\.9\n(.+\n){3}  pullover-2\.png +Pullover", text);
        Assert.EndsWith("17 answered, 3 refused\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void Classify_NarrowTerminal_StaysWithinIt() =>
        Assert.All(
            Plain(Classifier.RunOnTerminal(_folder, 80, "--compare-naive").Output).Split('\n'), line => Assert.InRange(line.Length, 0, 80));

    [Fact]
    public void Evaluate_OnATerminal_ShowsTheFiguresOfThePlainText()
    {
        string text = Plain(Classifier.RunOnTerminal(_folder, 100, "evaluate").Output);

        Assert.Contains(
            "5,000 held-out pictures of 28x28 in 10 classes: accuracy 0.9324, log-loss 0.1848 nats.\n", text, StringComparison.Ordinal);
        Assert.Matches(@"log-loss \(nats\) +0\.1819 +0\.1822", text);
        Assert.Matches(@"T-shirt/top +Shirt +22 +█+", text);
    }

    [Fact]
    public void Classify_LongRun_ShowsItsProgress()
    {
        string[] folders = [.. Enumerable.Repeat(Classifier.PictureFolder, 400)];

        ProgramRun run = Classifier.RunOnTerminal(_folder, 120, ["--json", .. folders]);

        Assert.Matches(@"Classifying [\d,]+ of 8,000", Plain(run.Output));
    }

    [Theory]
    [InlineData("--minimum-probability", "0.9")]
    [InlineData("evaluate")]
    public void Anything_Piped_HasNoEscapeSequences(params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\e', run.Output);
    }

    private static string Plain(string output) => Escape().Replace(output, "");

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\e=")]
    private static partial Regex Escape();
}
