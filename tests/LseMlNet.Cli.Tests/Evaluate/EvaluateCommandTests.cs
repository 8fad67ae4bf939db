using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Cli.Tests.Evaluate;

public sealed class EvaluateCommandTests : IDisposable
{
    private static readonly int[] PictureAxes = [1, 2, 3];
    private static readonly int[] OneLogit = [-1, 1];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Help_Requested_ExplainsTheCommand()
    {
        ProgramRun run = Classifier.Run(_folder, "evaluate", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string expected in new[] { "TemperatureScaling", "--data", "--model", "--labels", "--bins", "[default: 15]", "--compare-naive" })
        {
            Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        }

        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Help_OfTheProgram_NamesTheCommand() => Assert.Contains("evaluate  ", Classifier.Run(_folder, "--help").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--bins is '0'; expected a number from 1 to 100.", "evaluate", "--bins", "0")]
    [InlineData("--bins is 'x'; expected a number from 1 to 100.", "evaluate", "--bins", "x")]
    [InlineData("--mean is '72,9', 2 numbers; expected one. Write decimals with a point: 72.9.", "evaluate", "--mean", "72,9")]
    [InlineData("--scale is '0'; expected a number", "evaluate", "--scale", "0")]
    [InlineData("'--modle'", "evaluate", "--modle", "x.onnx")]
    [InlineData("'shirt.png'", "evaluate", "shirt.png")]
    [InlineData("--top comes before evaluate; write it after", "--top", "2", "evaluate")]
    [InlineData("'shirt.png' comes before evaluate", "shirt.png", "evaluate")]
    public void Options_Wrong_NamesTheOptionAndEvaluatesNothing(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no model file 'none.onnx'", "--model", "none.onnx")]
    [InlineData("labels file 'none.txt' cannot be read", "--labels", "none.txt")]
    public void Files_Missing_NamesThem(string message, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(_folder, ["evaluate", .. arguments]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Temperature_BeyondTheBound_WarnsInTheWordsOfTheProgram()
    {
        ProgramRun run = Classifier.Run(_folder, "evaluate", "--scale", "1e30");

        Assert.Equal((0, "warning: the best temperature is above 1000000; T is set to that bound."), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public void Labels_OtherCount_NamesBoth()
    {
        File.WriteAllLines(_folder["two.txt"], ["yes", "no"]);

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--labels", "two.txt");

        Assert.Equal((1, "error: labels file 'two.txt' has 2 names, but the model has 10 classes; expected one line for each class; the last name is line 2, 'no'\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("Identity", "")]
    [InlineData("Sigmoid", "note: model 'm.onnx' ends in Sigmoid; its logits are read from 'logit', inside the model\n")]
    public void Model_OfOneLogit_HasTwoClasses(string last, string note)
    {
        // Bright pictures are of the second class: the logit is the mean of the pixels, less that of a picture between them.
        File.WriteAllBytes(_folder["m.onnx"], Model(
            [Tensor("x", Float32, "n", 1, 28, 28)],
            [Tensor("y", Float32, "n", 1)],
            [Initializer("middle", [-100], 1), Shape("shape", OneLogit)],
            Node("ReduceMean", "x", "mean", ("axes", PictureAxes)), Node("Add", "mean,middle", "sum"), Node("Reshape", "sum,shape", "logit"), Node(last, "logit", "y")));
        byte[] pixels = [.. Enumerable.Range(0, 8).SelectMany(picture => Enumerable.Repeat((byte)(picture * 30), 28 * 28))];
        File.WriteAllBytes(_folder["images-idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 8, 0, 0, 0, 28, 0, 0, 0, 28, .. pixels]);
        File.WriteAllBytes(_folder["labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 8, 0, 0, 1, 0, 1, 1, 1, 0]);

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--model", "m.onnx", "--data", ".");

        Assert.Equal((0, note), (run.ExitCode, run.Error));
        // One label of each half is wrong.
        Assert.Contains("8 held-out pictures of 28x28 in 2 classes: accuracy 0.7500", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_NotAModel_IsReported()
    {
        File.WriteAllText(_folder["my.onnx"], "not a model");

        ProgramRun run = Classifier.Run(_folder, "evaluate", "--model", "my.onnx");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: model 'my.onnx' cannot be used: ", run.Error, StringComparison.Ordinal);
    }
}
