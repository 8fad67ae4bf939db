using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Cli.Tests.Models;

/// <summary>Models that the program cannot use: the errors name the options of the program, not its API.</summary>
public sealed class ModelFileTests : IDisposable
{
    private static readonly int[] PictureAxes = [1, 2, 3];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_TwoInputs_NamesThem() => AssertRefused(
        Model([Tensor("a", Float32, "n", 784), Tensor("b", Float32, "n", 784)], [Tensor("y", Float32, "n", 784)], Node("Add", "a,b", "y")),
        "model 'm.onnx' has 2 inputs ('a', 'b'); expected one, the picture; export the model with that one alone");

    [Fact]
    public void Read_TwoOutputs_NamesThem() => AssertRefused(
        Model(
            [Tensor("x", Float32, "n", 784)], [Tensor("y", Float32, "n", 784), Tensor("z", Float32, "n", 784)], Node("Identity", "x", "y"),
            Node("Abs", "x", "z")),
        "model 'm.onnx' has 2 outputs ('y', 'z'); expected one, the logits; choose one with --output, as in --output y");

    [Fact]
    public void Read_OutputIsASequence_Refused() => AssertRefused(
        Model([Tensor("x", Float32, 1, 784)], [Sequence("y")], Node("SequenceConstruct", "x", "y")),
        "model 'm.onnx' cannot be used: model output 'y' is not a tensor (ONNX_TYPE_SEQUENCE); expected a tensor of Float, Double, " +
        "Float16, BFloat16, Bool, String or an integer, or maps that 'ZipMap' makes. Choose or export another output.");

    [Fact]
    public void Complete_DynamicSizesAndNoSize_AsksForIt() => AssertRefused(
        Identity("n", 1, "height", "width"),
        "model 'm.onnx' takes pictures of any size, [n,1,height,width]; expected --size with the size that it was trained with, as in " +
        "--size 224x224");

    [Fact]
    public void CheckFits_ColorModel_SuggestsOptions() => AssertRefused(
        Identity("n", 3, 32, 48),
        "model 'm.onnx' takes 'x' of shape [n,3,32,48], 4,608 values for a picture, but --size 48x32 and --channels gray give 1,536; use " +
        "--size 48x32 and --channels rgb or bgr");

    // [28,28] and [784] are one gray picture, [3,28,28] is one color picture.
    [Theory]
    [InlineData("gray", new[] { 28, 28 })]
    [InlineData("gray", new[] { 784 })]
    [InlineData("rgb", new[] { 3, 28, 28 })]
    public void CheckFits_NoBatchAxis_Classifies(string channels, int[] shape)
    {
        File.WriteAllBytes(_folder["m.onnx"], Identity([.. shape.Cast<object>()]));

        ProgramRun run = Classifier.Run(_folder, "--model", "m.onnx", "--channels", channels, Classifier.Picture("bag-1.png"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public void Classify_ModelOfOneLogit_AnswersWithTwoClasses()
    {
        // The logit is the brightest pixel, 255 · 0.01 or slightly less.
        File.WriteAllBytes(_folder["m.onnx"], Model(
            [Tensor("x", Float32, "n", 1, 28, 28)], [Tensor("y", Float32, "n", 1, 1, 1)], Node(
                "ReduceMax", "x", "y", ("axes", PictureAxes))));
        File.WriteAllLines(_folder["labels.txt"], ["dark", "bright"]);
        string[] common = ["--model", "m.onnx", "--scale", "0.01", Classifier.Picture("bag-1.png")];

        ProgramRun run = Classifier.Run(_folder, ["--labels", "labels.txt", "--json", .. common]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"label\":\"bright\"", run.Output, StringComparison.Ordinal);
        Assert.Matches("\"probability\":0\\.9[0-3]", run.Output);

        File.WriteAllLines(_folder["labels.txt"], ["dark"]);
        ProgramRun refused = Classifier.Run(_folder, ["--labels", "labels.txt", .. common]);
        Assert.Contains("has 1 name", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
    }

    [Fact]
    public void CheckFits_OtherChannelsAndNoBatchAxis_SuggestsOptions() => AssertRefused(
        Identity(3, 28, 28),
        "model 'm.onnx' takes 'x' of shape [3,28,28], 2,352 values for a picture, but --size 28x28 and --channels gray give 784; use " +
        "--size 28x28 and --channels rgb or bgr");

    [Fact]
    public void CheckFits_SeveralPicturesAtATime_Refused() => AssertRefused(
        Identity(4, 1, 28, 28),
        "model 'm.onnx' takes 'x' of shape [4,1,28,28], 4 pictures at a time; expected one; export the model with a first size that is " +
        "dynamic");

    [Fact]
    public void Explain_StageError_KeepsTheFindingWithoutTheApi()
    {
        File.WriteAllBytes(
            _folder["m.onnx"],
            OnnxFile.Model([Tensor("x", Float32, "n", 784)], [Tensor("y", Integer64, "n", 1)], Node("ArgMax", "x", "y", ("axis", 1))));

        ProgramRun run = Classifier.Run(_folder, "--model", "m.onnx");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: model 'm.onnx' cannot be used: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"Parameter|Options\.|ScoreOnnxModel|Softmax:|Exception", run.Error);
    }

    private void AssertRefused(byte[] model, string message)
    {
        File.WriteAllBytes(_folder["m.onnx"], model);
        foreach (string command in new[] { "classify", "report", "serve" })
        {
            ProgramRun run = Classifier.Run(_folder, command, "--model", "m.onnx");

            Assert.Equal((1, $"error: {message}\n", ""), (run.ExitCode, run.Error, run.Output));
        }
    }
}
