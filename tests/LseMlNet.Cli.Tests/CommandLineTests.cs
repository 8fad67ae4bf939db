namespace LseMlNet.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Help_Asked_ExplainsItself()
    {
        ProgramRun run = Classifier.Run(_folder, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string wanted in new[]
        {
            "Examples:", "Exit codes:", "<pictures>", "--model", "--labels", "--size", "--resize", "--channels", "--mean", "--scale", "--top", "--save", "--pipeline",
            "--compare-naive", "--minimum-probability", "--json", "--csv", "classify", "evaluate", "report", "[default: 28x28]", "[default: gray]", "[default: crop]", "[default: 3]",
        })
        {
            Assert.Contains(wanted, run.Output, StringComparison.Ordinal);
        }
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("--size is '28'; wanted width and height, each 1 to 10000, as in 224x224.", "--size", "28")]
    [InlineData("--size is '0x28'; wanted", "--size", "0x28")]
    [InlineData("--resize is 'squash'; wanted one of crop, pad, fill.", "--resize", "squash")]
    [InlineData("--channels is 'cmyk'; wanted one of gray, luma, rgb, bgr.", "--channels", "cmyk")]
    [InlineData("--mean is '1,x'; wanted a number, or one for each channel", "--mean", "1,x")]
    [InlineData("--mean is '1,2', 2 numbers; wanted one, or one for each channel, which are 3", "--channels", "rgb", "--mean", "1,2")]
    [InlineData("--scale is '1,2,3', 3 numbers; wanted one, or one for each channel, which are 1.\n", "--scale", "1,2,3")]
    [InlineData("--scale is '0'; wanted a number", "--scale", "0")]
    [InlineData("--scale is '0,5', 2 numbers; wanted one, or one for each channel, which are 1. Decimals are written with a point: 0.5.", "--scale", "0,5")]
    [InlineData("--minimum-probability is '1.5'; wanted a number from 0 to 1, as in 0.9.", "--minimum-probability", "1.5")]
    [InlineData("--minimum-probability is 'NaN'; wanted a number from 0 to 1", "--minimum-probability", "NaN")]
    [InlineData("--json does not go with --csv; leave one of them out.", "--json", "--csv")]
    [InlineData("--data does not go with --pipeline, which takes the files of pictures", "report", "--pipeline", "x.zip", "--data", ".")]
    [InlineData("--top is '0'; wanted a number, 1 or more.", "--top", "0")]
    [InlineData("'--model'", "--model")]
    [InlineData("There is no option '--modle'; --help shows those that there are.", "--modle", "x.onnx")]
    [InlineData("--size does not go with --pipeline", "--pipeline", "x.zip", "--size", "28x28")]
    public void Options_Wrong_NamesTheOptionAndClassifiesNothing(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_NamedOrNot_PrintsTheSame()
    {
        string picture = Classifier.Picture("bag-1.png");

        Assert.Equal(Classifier.Run(_folder, "--top", "2", picture), Classifier.Run(_folder, "classify", "--top", "2", picture));
    }

    // ONNX Runtime overflows the stack of a common thread at some 5,000.
    [Fact]
    public void Pictures_TensOfThousandsOfNames_AreAllClassified()
    {
        ProgramRun run = Classifier.Run(_folder, [.. Enumerable.Repeat("none", 30_000)]);

        Assert.Equal((1, 30_000), (run.ExitCode, run.Error.Count(character => character == '\n')));
    }

    [Theory]
    [InlineData("Usage:\n  ImageClassifier evaluate [options]\n", "evaluate")]
    [InlineData("Usage:\n  ImageClassifier report [<pictures>...] [options]\n", "report")]
    public void Help_OfACommand_ShowsNothingThatIsRefused(string usage, string command)
    {
        ProgramRun run = Classifier.Run(_folder, command, "--help");

        Assert.Contains(usage, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help"), InlineData("--json"), InlineData("--csv"), InlineData("evaluate"), InlineData("--top")]
    public void Output_CannotBeWritten_ErrorInALine(string argument)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here, on which nothing can be written.");
        string[] arguments = argument == "--top" ? [argument, "1"] : [argument];

        ProgramRun run = BuiltProgram.RunRedirected("LseMlNet.Cli", _folder.FullName, ">/dev/full", arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: reading or writing failed: No space left on device", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorStream_CannotBeWritten_ExitCodeOne()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here, on which nothing can be written.");

        Assert.Equal(1, BuiltProgram.RunRedirected("LseMlNet.Cli", _folder.FullName, "2>/dev/full", "none.png").ExitCode);
    }

    [Fact]
    public void Help_ExitCodes_AreDocumented()
    {
        string help = Classifier.Run(_folder, "--help").Output;

        Assert.Matches(@"Exit codes:\s+0    All went well\.\s+1    [\s\S]+\s+2    The command line is wrong\..+\s+130  Stopped by Ctrl-C", help);
    }
}
