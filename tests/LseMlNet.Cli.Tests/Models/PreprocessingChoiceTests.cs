using System.Text.Json;
using static LseMlNet.Testing.OnnxFile;

namespace LseMlNet.Cli.Tests.Models;

/// <summary>How the options, the presets, a preprocessor_config.json and the model together determine the input of the model.</summary>
public sealed class PreprocessingChoiceTests : IDisposable
{
    // Red, green, blue, white.
    private static readonly byte[] Pixels = [200, 0, 0, 0, 100, 0, 0, 0, 50, 255, 255, 255];

    private readonly TemporaryFolder _folder = new();

    public PreprocessingChoiceTests() => PngFile.Write(_folder["four.png"], 2, 2, PngColor.Rgb, 8, Pixels);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--channels", "rgb")]
    [InlineData("--channels", "rgb", "--size", "2x2", "--layout", "nchw")]
    [InlineData("--preprocess", "none")]
    public void Complete_PlanesInTheModel_SizeFromTheModel(params string[] options) =>
        Assert.Equal([200, 0, 0, 255, 0, 100, 0, 255, 0, 0, 50, 255], Values(Flat("n", 3, 2, 2), options));

    // The layout is derived from the shape.
    [Theory]
    [InlineData("n", 2, 2, 3)]
    [InlineData(1, 2, 2, 3)]
    [InlineData("n", "height", "width", "channels")]
    public void Complete_ChannelsLastInTheModel_PixelsSideBySide(params object[] shape) =>
        Assert.Equal(Pixels.Select(pixel => (double)pixel), Values(Flat(shape), "--channels", "rgb", "--size", "2x2"));

    [Fact]
    public void Complete_EverySizeDynamic_SetBySizeAndChannels() =>
        Assert.Equal(
            [0, 0, 50, 255, 0, 100, 0, 255, 200, 0, 0, 255],
            Values(Flat("batch_size", "num_channels", "height", "width"), "--size", "2x2", "--channels", "bgr"));

    [Theory]
    [InlineData("n", 3, null, null)]
    [InlineData(null, null, null, null)]
    public void Complete_DynamicSizesWithoutNames_SetBySizeAndChannels(params object?[] shape) => Assert.Equal(
        [200, 0, 0, 255, 0, 100, 0, 255, 0, 0, 50, 255],
        Values(Model([Tensor("x", Float32, shape)], [Tensor("y", Float32, shape[0], 12)], Node("Flatten", "x", "y")), "--size", "2x2", "--channels", "rgb"));

    [Fact]
    public void Complete_OneNameForTwoSizes_SaysSo() => AssertRefused(
        Model([Tensor("x", Float32, "n", 3, "side", "side")], [Tensor("y", Float32, "n", 12)], Node("Flatten", "x", "y")),
        "model 'm.onnx' takes 'x' of shape [n,3,side,side], where 'side' stands for both 4 and 1; expected one size for each name; set another --size",
        "--size", "1x4", "--channels", "rgb");

    [Fact]
    public void Complete_OtherLayoutThanTheModel_NamesTheOption() => AssertRefused(
        Flat("n", 3, 2, 2),
        "but --size, --channels and --layout give [2,2,3]; use --size 2x2 and --channels rgb or bgr, with --layout nchw", "--channels",
        "rgb", "--layout", "nhwc");

    [Fact]
    public void Complete_BytesInTheModel_GivesPixels()
    {
        byte[] model = Model(
            [Tensor("x", Unsigned8, "n", 3, 2, 2)], [Tensor("y", Float32, "n", 12)], Node(
                "Cast", "x", "c", ("to", Float32)), Node("Flatten", "c", "y"));

        Assert.Equal([200, 0, 0, 255, 0, 100, 0, 255, 0, 0, 50, 255], Values(model, "--channels", "rgb"));
        AssertRefused(
            model, "model 'm.onnx' takes pixels as bytes (uint8), so --mean, --scale and --std cannot be applied;", "--channels", "rgb",
            "--scale", "0.5");
    }

    [Theory]
    [InlineData("--mean", "100", "--std", "50")]
    [InlineData("--mean", "100,100,100", "--scale", "0.02,0.02,0.02")]
    public void Complete_MeanAndStd_PixelMinusMeanOverStd(params string[] options) =>
        Assert.Equal(
            [2, -2, -2, 3.1, -2, 0, -2, 3.1, -2, -2, -1, 3.1],
            Values(Flat("n", 3, 2, 2), ["--channels", "rgb", .. options]).Select(value => Math.Round(value, 5)));

    [Fact]
    public void Complete_PresetInOtherOrder_ReversesMeanAndStd()
    {
        double[] rgb = Values(Flat("n", 3, 2, 2), "--preprocess", "imagenet");
        double[] bgr = Values(Flat("n", 3, 2, 2), "--preprocess", "imagenet", "--channels", "bgr");

        Assert.Equal((255 - 123.675) / 58.395, rgb[3], 1e-4);
        Assert.Equal([rgb[8..], rgb[4..8], rgb[..4]], [bgr[..4], bgr[4..8], bgr[8..]]);
    }

    [Fact]
    public void Complete_ConfigBesideTheModel_IsUsedAndNoted()
    {
        byte[] model = Flat("n", "c", "h", "w");
        File.WriteAllText(
            _folder["preprocessor_config.json"],
            """{ "size": { "height": 2, "width": 2 }, "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5] }""");

        ProgramRun run = Run(model);

        Assert.Equal(
            (0, $"note: the pictures are prepared as {_folder["preprocessor_config.json"]} says; --preprocess none ignores it\n"),
            (run.ExitCode, run.Error));
        Assert.Equal(
            Pixels.Where((_, i) => i % 3 == 0).Select(pixel => pixel / 127.5 - 1), Logits(run)[..4].Select(value => Math.Round(value, 6)),
            (a, b) => Math.Abs(a - b) < 1e-5);
        // The options take precedence.
        Assert.Equal(
            [200, 0, 0, 255, 0, 100, 0, 255, 0, 0, 50, 255], Values(model, "--preprocess", "none", "--size", "2x2", "--channels", "rgb"));
        File.Move(_folder["preprocessor_config.json"], _folder["other.json"]);
        Assert.Equal(Logits(run), Values(model, "--preprocess", "other.json"));
    }

    [Fact]
    public void Complete_ConfigThatCannotBeUsed_SaysWhyAndWhatToDo()
    {
        File.WriteAllText(_folder["preprocessor_config.json"], """{ "size": { "shortest_edge": 2 } }""");

        AssertRefused(Flat("n", 3, 2, 2), "preprocessor_config.json cannot be used; --preprocess none ignores it: ");
    }

    [Theory]
    [InlineData("--short-side is 1; expected 2 or more, because a picture of 2x2 is cut from the scaled one", "--short-side", "1")]
    [InlineData("--short-side is 4 and --resize is fill; expected --resize crop, because only cropping scales the short side",
        "--short-side", "4", "--resize", "fill")]
    [InlineData("the preprocessing has 3 numbers for --mean, but --channels gray has 1; set --mean", "--preprocess", "imagenet",
        "--channels", "gray")]
    public void Complete_ContradictoryOptions_AreNamed(string message, params string[] options) =>
        AssertRefused(
            Flat("n", options.Contains("gray") ? 1 : 3, 2, 2), message,
            options.Contains("gray") ? options : ["--channels", "rgb", .. options]);

    [Fact]
    public void Background_White_UnderTransparentPixels()
    {
        PngFile.Write(_folder["glass.png"], 2, 2, PngColor.Rgba, 8, new byte[16]);

        Assert.All(
            Values(Flat("n", 3, 2, 2), "glass.png", "--channels", "rgb", "--background", "white"), value => Assert.Equal(255, value));
        Assert.All(Values(Flat("n", 3, 2, 2), "glass.png", "--channels", "rgb"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Output_SeveralInTheModel_SelectsTheNamedOne()
    {
        byte[] model = Model(
            [Tensor("x", Float32, "n", 3, 2, 2)], [Tensor("y", Float32, "n", 12), Tensor("z", Float32, "n", 12)], Node(
                "Flatten", "x", "y"), Node("Neg", "y", "z"));

        Assert.Equal([-200, 0, 0, -255], Values(model, "--channels", "rgb", "--output", "z")[..4]);
        AssertRefused(
            model, "model 'm.onnx' cannot be used: the model has no output 'w'; it has 'y', 'z'", "--channels", "rgb", "--output", "w");
    }

    private static byte[] Flat(params object[] shape) =>
        Model([Tensor("x", Float32, shape)], [Tensor("y", Float32, shape[0], 12)], Node("Flatten", "x", "y"));

    private ProgramRun Run(byte[] model, params string[] options)
    {
        File.WriteAllBytes(_folder["m.onnx"], model);
        string[] picture = options is [var first, ..] && first.EndsWith(".png", StringComparison.Ordinal) ? [] : ["four.png"];
        return Classifier.Run(_folder, ["--json", "--top", "12", "--model", "m.onnx", .. picture, .. options]);
    }

    // The values that the model was given, because it returns them.
    private double[] Values(byte[] model, params string[] options)
    {
        ProgramRun run = Run(model, options);
        Assert.True(run.ExitCode == 0, run.Error);
        return Logits(run);
    }

    private static double[] Logits(ProgramRun run) =>
    [
        .. from score in JsonDocument.Parse(run.Output).RootElement.GetProperty("top").EnumerateArray()
           orderby score.GetProperty("index").GetInt32()
           select score.GetProperty("logit").GetDouble(),
    ];

    private void AssertRefused(byte[] model, string message, params string[] options)
    {
        ProgramRun run = Run(model, options);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }
}
