
namespace LseMlNet.Cli.Tests.Scenarios;

public sealed class OwnPicturesTests : IDisposable
{
    // The pictures have the size of the model's input, so that nothing is resized.
    private const int Side = 28;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_RelativeAndFullPaths_InTheOrderGiven()
    {
        File.Copy(Classifier.Picture("trouser-1.png"), _folder["mine.png"]);
        string full = Classifier.Picture("bag-1.png");

        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder, "mine.png", full);

        Assert.Equal([("mine.png", "Trouser"), (full, "Bag")], pictures.Select(p => (p.Name, p.Label)));
    }

    [Fact]
    public void Folder_PicturesAndOtherFiles_PicturesByNameInOrdinalOrder()
    {
        Directory.CreateDirectory(_folder["pictures/deeper"]);
        File.Copy(Classifier.Picture("bag-1.png"), _folder["pictures/b.png"]);
        File.Copy(Classifier.Picture("dress-1.png"), _folder["pictures/a.PNG"]);
        File.Copy(Classifier.Picture("trouser-1.png"), _folder["pictures/Z.png"]);
        File.Copy(Classifier.Picture("coat-1.png"), _folder["pictures/deeper/c.png"]);
        File.WriteAllText(_folder["pictures/notes.txt"], "not a picture, nor meant to be one");

        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder, "pictures");

        Assert.Equal(
            [(Path.Combine("pictures", "Z.png"), "Trouser"), (Path.Combine("pictures", "a.PNG"), "Dress"),
                (Path.Combine("pictures", "b.png"), "Bag")],
            pictures.Select(p => (p.Name, p.Label)));
    }

    [Theory]
    [InlineData("Gray", 8)]
    [InlineData("Gray", 16)]
    [InlineData("GrayAlpha", 8)]
    [InlineData("Palette", 8)]
    [InlineData("Rgb", 8)]
    [InlineData("Rgb", 16)]
    [InlineData("Rgba", 8)]
    [InlineData("Rgba", 16)]
    public void Png_SamePixelsInAnotherFormat_SameAnswer(string color, int bits)
    {
        byte[] pixels = PngFile.ReadGray(Classifier.Picture("shirt-1.png"));
        WritePng(_folder["same.png"], pixels, Enum.Parse<PngColor>(color), bits);

        ProgramRun expected = Classifier.Run(_folder, "--top", "10", Classifier.Picture("shirt-1.png"));
        ProgramRun actual = Classifier.Run(_folder, "--top", "10", "same.png");

        Assert.Equal((0, ""), (actual.ExitCode, actual.Error));
        Assert.Equal(expected.Output.Replace(Classifier.Picture("shirt-1.png"), "same.png", StringComparison.Ordinal), actual.Output);
    }

    [Fact]
    public void Png_HalfTransparent_IsClassified()
    {
        byte[] samples = new byte[Side * Side * 4];
        byte[] pixels = PngFile.ReadGray(Classifier.Picture("shirt-1.png"));
        for (int i = 0; i < pixels.Length; i++)
        {
            (samples[4 * i], samples[4 * i + 1], samples[4 * i + 2], samples[4 * i + 3]) = (
                pixels[i], pixels[i], pixels[i], (byte)(i % 256));
        }

        PngFile.Write(_folder["glass.png"], Side, Side, PngColor.Rgba, 8, samples);

        PrintedPicture picture = Assert.Single(Classifier.Classify(_folder, "glass.png"));

        Assert.All(picture.Classes, c => Assert.True(double.IsFinite(c.Probability)));
    }

    // The JPEG files were made from shirt-2.png and bag-1.png with Pillow 9.4: Image.open(png).convert("L" or "RGB").save(jpg, quality=95).
    [Theory]
    [InlineData("shirt-2-gray.jpg", "shirt-2.png")]
    [InlineData("bag-1-colour.jpeg", "bag-1.png")]
    public void Jpeg_AlmostTheSamePixels_AlmostTheSameAnswer(string jpeg, string png)
    {
        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder, TestData.File(jpeg), Classifier.Picture(png));

        Assert.Equal(pictures[1].Label, pictures[0].Label);
        Assert.Equal(pictures[1].Classes[0].Probability, pictures[0].Classes[0].Probability, 0.02);
    }

    [Theory]
    [InlineData("crop")]
    [InlineData("pad")]
    [InlineData("fill")]
    public void Resize_PictureTwiceAsLarge_SameLabel(string resize)
    {
        byte[] pixels = PngFile.ReadGray(Classifier.Picture("trouser-1.png"));
        byte[] larger = new byte[4 * Side * Side];
        for (int y = 0; y < 2 * Side; y++)
        {
            for (int x = 0; x < 2 * Side; x++)
            {
                larger[y * 2 * Side + x] = pixels[y / 2 * Side + x / 2];
            }
        }
        PngFile.Write(_folder["large.png"], 2 * Side, 2 * Side, PngColor.Gray, 8, larger);

        Assert.Equal("Trouser", Assert.Single(Classifier.Classify(_folder, "--resize", resize, "large.png")).Label);
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("10", 10)]
    [InlineData("99", 10)]
    public void Top_MoreThanTheClasses_ShowsAllClasses(string top, int expected)
    {
        PrintedPicture picture = Assert.Single(Classifier.Classify(_folder, "--top", top, Classifier.Picture("coat-1.png")));

        Assert.Equal(expected, picture.Classes.Count);
        if (expected == 10)
        {
            Assert.Equal(1, picture.Classes.Sum(c => c.Probability), 10 * 0.5e-4);
        }
    }

    private static void WritePng(string file, byte[] pixels, PngColor color, int bits)
    {
        byte[] Samples(byte pixel) => color switch
        {
            PngColor.Gray => [pixel],
            PngColor.GrayAlpha => [pixel, 255],
            // The palette below is in reverse order.
            PngColor.Palette => [(byte)(255 - pixel)],
            PngColor.Rgb => [pixel, pixel, pixel],
            _ => [pixel, pixel, pixel, 255],
        };
        byte[] samples = [.. pixels.SelectMany(Samples)];
        if (bits == 16)
        {
            samples = [.. samples.SelectMany(sample => new[] { sample, sample })];
        }

        byte[]? palette = color == PngColor.Palette
            ? [.. Enumerable.Range(0, 256).SelectMany(i => Enumerable.Repeat((byte)(255 - i), 3))]
            : null;
        PngFile.Write(file, Side, Side, color, bits, samples, palette);
    }
}
