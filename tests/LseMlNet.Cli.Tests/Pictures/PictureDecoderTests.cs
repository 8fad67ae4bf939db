using SkiaSharp;

namespace LseMlNet.Cli.Tests.Pictures;

public sealed class PictureDecoderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // These files were made from bag-1.png, following the specifications of their formats: BMP with 24 bits per pixel, and GIF with a
    // second, black frame.
    [Theory]
    [InlineData("bag-1.bmp")]
    [InlineData("bag-1.gif")]
    public void Decode_SamePixelsInAnotherFormat_SameAnswer(string file) =>
        AssertSame(0, Classifier.Picture("bag-1.png"), TestData.File(file));

    [Fact]
    public void Decode_LosslessWebP_SameAnswer()
    {
        using SKBitmap picture = SKBitmap.Decode(Classifier.Picture("bag-1.png"));
        using SKPixmap pixels = picture.PeekPixels()!;
        using SKData webP = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100))!;
        File.WriteAllBytes(_folder["bag.webp"], webP.ToArray());

        AssertSame(0, Classifier.Picture("bag-1.png"), "bag.webp");
    }

    [Fact]
    public void Decode_WrongExtension_ContentDecides()
    {
        File.Copy(TestData.File("bag-1.gif"), _folder["bag.png"]);

        AssertSame(0, Classifier.Picture("bag-1.png"), "bag.png");
    }

    [Theory]
    [InlineData(500, 10, 0), InlineData(501, 10, 1), InlineData(10, 500, 0), InlineData(10, 509, 1)]
    public void Decode_LongAndNarrow_RefusedAboveFiftyToOne(int width, int height, int exitCode)
    {
        PngFile.Write(_folder["narrow.png"], width, height, PngColor.Gray, 8, new byte[width * height]);

        Assert.Equal(exitCode, Classifier.Run(_folder, "narrow.png").ExitCode);
    }

    // The orientation determines where the pixel at (x, y) of the upright picture is stored.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Decode_ExifOrientation_Upright(int orientation)
    {
        // The picture is wider than it is high, so that swapped sides are noticed.
        using var upright = new SKBitmap(28, 20);
        using (SKBitmap boot = SKBitmap.Decode(Classifier.Picture("ankle-boot-1.png")))
        {
            Assert.True(boot.ExtractSubset(upright, new SKRectI(0, 8, 28, 28)));
        }
        using (SKData png = upright.Encode(SKEncodedImageFormat.Png, 100))
        {
            File.WriteAllBytes(_folder["upright.png"], png.ToArray());
        }

        using var stored = orientation >= 5 ? new SKBitmap(20, 28) : new SKBitmap(28, 20);
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 28; x++)
            {
                (int across, int down) = orientation switch
                {
                    2 => (27 - x, y),
                    3 => (27 - x, 19 - y),
                    4 => (x, 19 - y),
                    5 => (y, x),
                    6 => (y, 27 - x),
                    7 => (19 - y, 27 - x),
                    8 => (19 - y, x),
                    _ => (x, y),
                };
                stored.SetPixel(across, down, upright.GetPixel(x, y));
            }
        }
        WriteJpeg(_folder["stored.jpg"], stored, orientation);

        // JPEG changes the pixels slightly. If the boot were turned another way, logits would change by 3 or more.
        AssertSame(0.5, "upright.png", "stored.jpg");
    }

    [Fact]
    public void Decode_TooManyPixels_RefusedByTheHeader()
    {
        File.WriteAllBytes(_folder["large.png"], Damage.PngOfSize(File.ReadAllBytes(Classifier.Picture("bag-1.png")), 20_000, 20_000));

        ProgramRun run = Classifier.Run(_folder, "large.png");

        Assert.Equal(
            (
                1,
                "error: large.png: this picture has 20000 x 20000 pixels; expected at most 100,000,000; scale it down, as the model sees " +
                "far fewer, or raise --max-pixels\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public void Read_TooManyBytes_RefusedUnlessTheLimitIsRaised()
    {
        string bag = Classifier.Picture("bag-1.png");
        long length = new FileInfo(bag).Length;

        ProgramRun refused = Classifier.Run(_folder, "--max-bytes", $"{length - 1}", bag);

        Assert.Equal(
            (1, $"error: {bag}: the file cannot be read: it has {length:N0} bytes; expected at most {length - 1:N0}; save it as a JPEG, or raise --max-bytes\n"),
            (refused.ExitCode, refused.Error));
        Assert.Equal("Bag", Assert.Single(Classifier.Classify(_folder, "--max-bytes", $"{length}", bag)).Label);
    }

    [Theory]
    [InlineData("@x.png")]
    [InlineData("-x.png")]
    public void Find_NameThatLooksLikeSyntax_IsAPicture(string name)
    {
        File.Copy(Classifier.Picture("bag-1.png"), _folder[name]);
        File.WriteAllText(_folder["x.png"], "--help");

        Assert.Equal("Bag", Assert.Single(Classifier.Classify(_folder, name)).Label);
    }

    private void AssertSame(double tolerance, string expected, string actual)
    {
        IReadOnlyList<PrintedPicture> pictures = Classifier.Classify(_folder, "--top", "10", expected, actual);

        Dictionary<string, double> logits = pictures[0].Classes.ToDictionary(c => c.Label, c => c.Logit);
        Assert.All(pictures[1].Classes, c => Assert.Equal(logits[c.Label], c.Logit, tolerance));
    }

    // The encoder writes no EXIF data. This method inserts a segment with only the orientation after the start of the file.
    private static void WriteJpeg(string file, SKBitmap picture, int orientation)
    {
        using SKData jpeg = picture.Encode(SKEncodedImageFormat.Jpeg, 100);
        byte[] bytes = jpeg.ToArray();
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(file, [.. bytes[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. bytes[2..]]);
    }
}
