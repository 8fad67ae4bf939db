using System.Globalization;
using System.Text.Json;
using SkiaSharp;

namespace LseMlNet.Examples.Tests.Segmentation;

/// <summary>The program finds the garments of held-out scenes, and draws what it finds.</summary>
public sealed class SegmentationTests(ShippedScenes shipped) : IClassFixture<ShippedScenes>
{
    // The map is on the left, 4 pixels for each pixel of the picture, and the legend on the right, 26 pixels for each of its colors.
    private const int Size = 96;
    private const int Scale = 4;
    private const int LegendLeft = Size * Scale + 20;
    private const int LegendTop = 12;
    private const int LegendStep = 26;

    private static readonly string Example = Repository.PathOf("examples", "Segmentation");

    [Fact]
    public void Run_ShippedScenes_HasTheIntersectionOverUnionOfTheModelCard()
    {
        using JsonDocument metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(Example, "Model", "metrics.json")));
        JsonElement expected = metrics.RootElement.GetProperty("shipped");

        Assert.Equal((0, ""), (shipped.Run.ExitCode, shipped.Run.Error));
        // The program prepares and scores pictures in its own way; a pixel between two classes may change.
        Assert.Equal(expected.GetProperty("mean_iou").GetDouble(), Printed("Mean"), 0.005);
        Assert.All(expected.GetProperty("iou_by_class").EnumerateObject(), item => Assert.Equal(item.Value.GetDouble(), Printed(item.Name), 0.02));
        Assert.True(Printed("Mean") >= 0.75, shipped.Run.Output);
    }

    [Fact]
    public void Run_ShippedScenes_DrawsTheClassesOfTheMasks()
    {
        int right = 0, pixels = 0;
        foreach (string scene in ShippedScenes.Scenes)
        {
            using SKBitmap map = Decode(shipped.Map($"{scene}-classes.png"));
            int[] truth = Truth(scene);
            right += truth.Where((label, i) => ColorAt(map, i) == LegendColor(map, label)).Count();
            pixels += truth.Length;
        }

        Assert.True(right >= 0.95 * pixels, $"{right} of {pixels}");
    }

    [Fact]
    public void Run_ShippedScenes_IsLessCertainWhereItIsWrong()
    {
        var brightness = new Dictionary<bool, List<double>> { [false] = [], [true] = [] };
        foreach (string scene in ShippedScenes.Scenes)
        {
            using SKBitmap map = Decode(shipped.Map($"{scene}-classes.png")), uncertainty = Decode(shipped.Map($"{scene}-uncertainty.png"));
            int[] truth = Truth(scene);
            for (int i = 0; i < truth.Length; i++)
            {
                SKColor color = ColorAt(uncertainty, i);
                brightness[ColorAt(map, i) == LegendColor(map, truth[i])].Add(color.Red + color.Green + color.Blue);
            }
        }

        Assert.True(brightness[false].Average() > 3 * brightness[true].Average(), $"{brightness[false].Average()}, {brightness[true].Average()}");
    }

    [Theory, InlineData("classes"), InlineData("uncertainty")]
    public void Documentation_Pictures_AreWhatTheProgramDraws(string map)
    {
        using SKBitmap documented = Decode(Repository.PathOf("docs", "images", $"segmentation-{map}.png"));
        using SKBitmap drawn = Decode(shipped.Map($"scene-01-{map}.png"));

        // Processors round differently, which may change the class of a pixel, or a color by one level.
        Assert.Equal((documented.Width, documented.Height), (drawn.Width, drawn.Height));
        int different = documented.Pixels.Zip(drawn.Pixels).Count(pair => Math.Abs(pair.First.Red - pair.Second.Red) > 4);
        Assert.InRange(different, 0, documented.Pixels.Length / 200);
    }

    [Fact]
    public void Run_PictureWithoutMask_PrintsNoIntersectionOverUnion()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Example, "Scenes", "scene-02.png"), folder["mine.png"]);

        ProgramRun run = BuiltProgram.Run("Segmentation", folder.FullName, "mine.png");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string areas = shipped.Run.Output.Split('\n').Single(line => line.StartsWith("scene-02: ", StringComparison.Ordinal))["scene-02: ".Length..];
        Assert.Equal($"mine: {areas}\nMaps are in the folder maps.\n", run.Output);
        Assert.Equal(["mine-classes.png", "mine-uncertainty.png"], Directory.GetFiles(folder["maps"]).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("none.png", "there is no such file")]
    [InlineData("notes.png", "this is not a picture")]
    public void Run_UnusablePicture_NamesIt(string name, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.png"], "not a picture");

        ProgramRun run = BuiltProgram.Run("Segmentation", folder.FullName, name);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_OfExample_IsSmall() => Assert.InRange(new FileInfo(Path.Combine(Example, "Model", "scenes.onnx")).Length, 1, 1_000_000);

    [Fact]
    public void Sources_OfExample_AreAtMostTenFiles() => Assert.InRange(Directory.GetFiles(Example, "*.cs").Length, 1, 10);

    private double Printed(string label) => double.Parse(
        shipped.Run.Output.Split('\n').Single(line => line.StartsWith($"  {label} ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    private static int[] Truth(string scene)
    {
        using SKBitmap mask = Decode(Path.Combine(Example, "Scenes", "Masks", $"{scene}.png"));
        return [.. mask.Pixels.Select(color => (int)color.Red)];
    }

    private static SKColor ColorAt(SKBitmap map, int pixel) => map.GetPixel(pixel % Size * Scale + Scale / 2, pixel / Size * Scale + Scale / 2);

    private static SKColor LegendColor(SKBitmap map, int label) => map.GetPixel(LegendLeft, LegendTop + label * LegendStep);

    private static SKBitmap Decode(string file) => SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is not a picture.");
}
