namespace LseMlNet.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Help_Requested_ExplainsTheCommand()
    {
        ProgramRun run = Classifier.Run(_folder, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string expected in new[]
        {
            "Examples:", "Exit codes:", "<pictures>", "--model", "--labels", "--size", "--resize", "--channels", "--mean", "--scale",
            "--top", "--save", "--pipeline",
            "--compare-naive", "--minimum-probability", "--json", "--csv", "classify", "evaluate", "report", "--preprocess", "--short-side",
            "--filter", "--layout", "--std", "--background", "--output", "--max-pixels", "--max-bytes", "[default: 3]",
        })
        {
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        }
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("--size is '28'; expected width and height, each 1 to 10000, as in 224x224.", "--size", "28")]
    [InlineData("--size is '0x28'; expected", "--size", "0x28")]
    [InlineData("--resize is 'squash'; expected one of crop, pad, fill.", "--resize", "squash")]
    [InlineData("--channels is 'cmyk'; expected one of gray, luma, rgb, bgr.", "--channels", "cmyk")]
    [InlineData("--mean is '1,x'; expected a number, or one for each channel", "--mean", "1,x")]
    [InlineData("--mean is '1,2', 2 numbers; expected one, or 3: one for each channel.", "--channels", "rgb", "--mean", "1,2")]
    [InlineData("--scale is '1,2,3', 3 numbers; expected one.\n", "--scale", "1,2,3")]
    [InlineData("--std is '0.229,0.224,0.225'; expected a standard deviation of pixels from 0 to 255: 58.395,57.12,57.375.", "--channels",
        "rgb", "--std", "0.229,0.224,0.225")]
    [InlineData("--scale and --std say the same thing; remove one of them.", "--scale", "2", "--std", "2")]
    [InlineData("--preprocess is 'resnet'; expected one of none, unit, symmetric, imagenet, clip, caffe, or the path of a " +
        "preprocessor_config.json.", "--preprocess", "resnet")]
    [InlineData("--filter is 'best'; expected one of bilinear, bicubic, lanczos, nearest.", "--filter", "best")]
    [InlineData("--short-side is '0'; expected a number from 1 to 10000.", "--short-side", "0")]
    [InlineData("--max-pixels is '0'; expected a number from 1 to 500000000.", "--max-pixels", "0")]
    [InlineData("--scale is '0'; expected a number", "--scale", "0")]
    [InlineData("--scale is '0,5', 2 numbers; expected one. Write decimals with a point: 0.5.", "--scale", "0,5")]
    [InlineData("--minimum-probability is '1.5'; expected a number from 0 to 1, as in 0.9.", "--minimum-probability", "1.5")]
    [InlineData("--minimum-probability is 'NaN'; expected a number from 0 to 1", "--minimum-probability", "NaN")]
    [InlineData("--json cannot be combined with --csv; remove one of them.", "--json", "--csv")]
    [InlineData("--data cannot be combined with --pipeline, which takes picture files", "report", "--pipeline", "x.zip", "--data", ".")]
    [InlineData("--top is '0'; expected a number, 1 or more.", "--top", "0")]
    [InlineData("'--model'", "--model")]
    [InlineData("There is no option '--modle'; --help lists the options.", "--modle", "x.onnx")]
    [InlineData("There is no option '--bin'; --help lists the options.\n", "evaluate", "--bin", "3")]
    [InlineData("There is no option '--modle'; --help lists the options.\n", "serve", "--modle", "x.onnx")]
    [InlineData("There is no command or file 'clasify'; did you mean classify?\n", "clasify", "x.png")]
    [InlineData("There is no command or file 'Serve'; did you mean serve?\n", "Serve")]
    [InlineData("evaluate takes no pictures, but was given 'extra'; evaluate --help lists its options.\n", "evaluate", "extra")]
    [InlineData("--save is ''; expected the path of a file.zip.", "--save", "")]
    [InlineData("--out is ''; expected the path of a file.html.", "report", "--out", "")]
    [InlineData("--model is ' '; expected the path of a file.onnx.", "--model", " ")]
    [InlineData("--pipeline is ''; expected the path of a file.zip.", "--pipeline", "")]
    [InlineData("--data is ''; expected the path of a folder.", "evaluate", "--data", "")]
    [InlineData("A picture is called ''; expected the path of a file or folder.", "")]
    [InlineData("--size cannot be combined with --pipeline", "--pipeline", "x.zip", "--size", "28x28")]
    public void Options_Wrong_NamesTheOptionAndClassifiesNothing(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.All(run.Error.Split('\n')[..^1], line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Classify_NamedOrNot_PrintsTheSame()
    {
        string picture = Classifier.Picture("bag-1.png");

        Assert.Equal(Classifier.Run(_folder, "--top", "2", picture), Classifier.Run(_folder, "classify", "--top", "2", picture));
    }

    // With about 5,000 names, ONNX Runtime overflows the stack of an ordinary thread.
    [Fact]
    public void Pictures_TensOfThousandsOfNames_AreAllClassified()
    {
        ProgramRun run = Classifier.Run(_folder, [.. Enumerable.Repeat("none", 30_000)]);

        Assert.Equal((1, 30_000), (run.ExitCode, run.Error.Count(character => character == '\n')));
    }

    [Theory]
    [InlineData("Usage:\n  lsemlnet evaluate [options]\n", "evaluate")]
    [InlineData("Usage:\n  lsemlnet report [<pictures>...] [options]\n", "report")]
    public void Help_OfACommand_ShowsOnlyWhatIsAccepted(string usage, string command)
    {
        ProgramRun run = Classifier.Run(_folder, command, "--help");

        Assert.Contains(usage, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--minimum-probability", "0.9", "--compare-naive")]
    [InlineData("--csv")]
    [InlineData("--max-bytes", "100")]
    [InlineData("--mean", "-0.5,1")]
    [InlineData("evaluate")]
    public void Output_InAForeignCulture_IsTheSame(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command env does not exist.");

        ProgramRun run = BuiltProgram.RunInForeignCulture("LseMlNet.Cli", _folder.FullName, arguments);

        Assert.Equal(Classifier.Run(_folder, arguments), run);
        Assert.InRange(run.ExitCode, 0, 2);
        Assert.Contains(run.Output + run.Error, char.IsAsciiDigit);
    }

    [Theory]
    [InlineData("--help"), InlineData("--json"), InlineData("--csv"), InlineData("evaluate"), InlineData("--top")]
    public void Output_CannotBeWritten_PrintsOneErrorLine(string argument)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full on this system, where every write fails.");
        string[] arguments = argument == "--top" ? [argument, "1"] : [argument];

        ProgramRun run = BuiltProgram.RunRedirected("LseMlNet.Cli", _folder.FullName, ">/dev/full", arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            "error: reading or writing failed: No space left on device",
            Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2>/dev/full"), InlineData("2>&-")]
    public void ErrorStream_CannotBeWritten_ClassifiesAnyway(string redirection)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full on this system, where every write fails.");

        ProgramRun run = BuiltProgram.RunRedirected(
            "LseMlNet.Cli", _folder.FullName, redirection, "none.png", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("Pictures classified: 1. Not everything could be used: see the errors.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_ExitCodes_AreDocumented()
    {
        string help = Classifier.Run(_folder, "--help").Output;

        Assert.Matches(
            @"Exit codes:\s+0    Everything went well\.\s+1    [\s\S]+\s+2    The command line is wrong\..+\s+130  Stopped by Ctrl-C",
            help);
    }
}
