using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Cli.Tests.Scenarios;

/// <summary>Models as exporters write them: with probabilities in place of logits, with maps, and with class names inside.</summary>
public sealed class ExportedModelsTests : IDisposable
{
    private static readonly int[] PictureAxes = [2, 3];
    private static readonly string[] Colors = ["red", "green", "blue"];
    private static readonly ProtobufWriter X = Tensor("x", Float32, "n", 3, 4, 4);
    private static readonly ProtobufWriter Y = Tensor("y", Float32, "n", 3);

    // The means of the three colors, as logits.
    private static readonly ProtobufWriter[] Means =
        [Node("ReduceMean", "x", "m", ("axes", PictureAxes)), Node("Flatten", "m", "f"), Node("Mul", "f,w", "means")];

    private static readonly ProtobufWriter[] Weights = [Initializer("w", [1, 0.99f, 0.98f], 3)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classify_ModelEndsInSoftmax_ReadsItsLogits()
    {
        File.WriteAllBytes(_folder["logits.onnx"], Model(13, [X], [Y], Weights, [.. Means, Node("Identity", "means", "y")]));
        File.WriteAllBytes(_folder["softmax.onnx"], Model(13, [X], [Y], Weights, [.. Means, Node("Softmax", "means", "y")]));

        (IReadOnlyList<PrintedPicture> expected, string nothing) = Classify("--model", "logits.onnx");
        (IReadOnlyList<PrintedPicture> found, string note) = Classify("--model", "softmax.onnx");

        Assert.Equal("", nothing);
        Assert.Equal("note: model 'softmax.onnx' ends in Softmax; its logits are read from 'means', inside the model\n", note);
        Assert.Equal(Assert.Single(expected).Classes, Assert.Single(found).Classes);
    }

    [Fact]
    public void Classify_ModelEndsInSigmoid_RefusesUnlessTheLogitsAreNamed()
    {
        File.WriteAllBytes(_folder["logits.onnx"], Model(13, [X], [Y], Weights, [.. Means, Node("Identity", "means", "y")]));
        File.WriteAllBytes(_folder["sigmoid.onnx"], Model(13, [X], [Y], Weights, [.. Means, Node("Sigmoid", "means", "y")]));

        ProgramRun refused = Run("--model", "sigmoid.onnx");
        (IReadOnlyList<PrintedPicture> found, _) = Classify("--model", "sigmoid.onnx", "--output", "means");

        Assert.Equal((1, "error: model 'sigmoid.onnx' ends in Sigmoid, so each class has a probability of its own, whatever the others have; expected " +
            "classes that exclude each other; if each picture does have exactly one class, use --output means, the logits inside the model\n", ""),
            (refused.ExitCode, refused.Error, refused.Output));
        Assert.Equal(Assert.Single(Classify("--model", "logits.onnx").Pictures).Classes, Assert.Single(found).Classes);
    }

    [Fact]
    public void Classify_MapsOfClasses_NamesThem()
    {
        File.WriteAllBytes(_folder["maps.onnx"], Model(13, [X], [Maps("y", Text)], Weights,
            [.. Means, Node("Softmax", "means", "p"), MachineLearningNode("ZipMap", "p", "y", ("classlabels_strings", Colors))]));

        PrintedPicture picture = Assert.Single(Classify("--model", "maps.onnx").Pictures);

        Assert.Equal("red", picture.Label);
        Assert.Equal(Colors, picture.Classes.Select(answer => answer.Label));
    }

    [Fact]
    public void Classify_ModelStatesClassNames_UsesThemUnlessLabelsAreGiven()
    {
        File.WriteAllBytes(_folder["named.onnx"], WithMetadata(
            Model(13, [X], [Y], Weights, [.. Means, Node("Identity", "means", "y")]), "names", "{0: 'red', 1: 'green', 2: 'blue'}"));
        File.WriteAllText(_folder["labels.json"], """{"id2label": {"0": "rouge", "1": "vert", "2": "bleu"}}""");

        Assert.Equal("red", Assert.Single(Classify("--model", "named.onnx", "--save", "p.zip").Pictures).Label);
        Assert.Equal("red", Assert.Single(Classifier.Classify(_folder, "--pipeline", "p.zip", Classifier.Picture("bag-1.png"))).Label);
        Assert.Equal("rouge", Assert.Single(Classify("--model", "named.onnx", "--labels", "labels.json").Pictures).Label);
    }

    [Fact]
    public void Classify_ModelStatesNamesOfOtherThings_ShowsNumbers()
    {
        File.WriteAllBytes(_folder["m.onnx"], WithMetadata(
            Model(13, [X], [Y], Weights, [.. Means, Node("Identity", "means", "y")]), "names", "['x', 'y']"));

        Assert.Equal("class 0", Assert.Single(Classify("--model", "m.onnx").Pictures).Label);
    }

    [Fact]
    public void Classify_OutputThatDoesNotExist_ListsTheOutputs()
    {
        File.WriteAllBytes(_folder["m.onnx"], Model(13, [X], [Y], Weights, [.. Means, Node("Identity", "means", "y")]));

        ProgramRun run = Run("--model", "m.onnx", "--output", "scores");

        Assert.Equal(
            (1, "error: model 'm.onnx' cannot be used: the model has no output 'scores'; it has 'y'.\n"), (run.ExitCode, run.Error));
    }

    private ProgramRun Run(params string[] arguments) =>
        Classifier.Run(_folder, [.. arguments, "--size", "4x4", "--channels", "rgb", "--scale", "0.1", Classifier.Picture("bag-1.png")]);

    private (IReadOnlyList<PrintedPicture> Pictures, string Error) Classify(params string[] arguments)
    {
        ProgramRun run = Run(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return (PrintedPicture.ReadAll(run.Output), run.Error);
    }
}
