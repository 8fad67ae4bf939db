using LseMlNet.Examples.Tests.Support;

namespace LseMlNet.Examples.Tests.ImageClassifier;

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
            "--compare-naive", "[default: 28x28]", "[default: gray]", "[default: crop]", "[default: 3]",
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
    [InlineData("mean is 1,2, 2 numbers; wanted one, or one for each channel, which are 3", "--channels", "rgb", "--mean", "1,2")]
    [InlineData("scale is 1,2,3, 3 numbers; wanted one, or one for each channel, which are 1", "--scale", "1,2,3")]
    [InlineData("--scale is '0'; wanted a number", "--scale", "0")]
    [InlineData("--top is '0'; wanted a number, 1 or more.", "--top", "0")]
    [InlineData("'--model'", "--model")]
    [InlineData("There is no option '--modle'; --help shows those that there are.", "--modle", "x.onnx")]
    [InlineData("--size does not go with --pipeline", "--pipeline", "x.zip", "--size", "28x28")]
    public void Options_Wrong_NamesTheOptionAndClassifiesNothing(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("%", run.Output, StringComparison.Ordinal);
    }
}
