using SkiaSharp;

namespace LseMlNet.Cli.Tests.Report;

public sealed class EmbeddedPictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SmallJpeg_Embedded_IsUnchanged()
    {
        string file = TestData.File("shirt-2-gray.jpg");

        (string type, byte[] bytes) = Embed(file);

        Assert.Equal(("image/jpeg", Convert.ToHexString(File.ReadAllBytes(file))), (type, Convert.ToHexString(bytes)));
    }

    [Fact]
    public void LargeFile_Embedded_IsScaledDown()
    {
        byte[] samples = new byte[300 * 400 * 3];
        new Random(5).NextBytes(samples);
        PngFile.Write(_folder["noise.png"], 300, 400, PngColor.Rgb, 8, samples);

        (_, byte[] bytes) = Embed("noise.png");

        Assert.InRange(bytes.Length, 1000, new FileInfo(_folder["noise.png"]).Length / 2);
        using SKBitmap shown = SKBitmap.Decode(bytes);
        Assert.Equal((156, 208), (shown.Width, shown.Height));
    }

    // To show the original, a browser would have to decode all of its pixels.
    [Fact]
    public void SmallFileOfManyPixels_Embedded_IsScaledDown()
    {
        PngFile.Write(_folder["empty.png"], 2400, 1200, PngColor.Gray, 8, new byte[2400 * 1200]);
        Assert.InRange(new FileInfo(_folder["empty.png"]).Length, 1, 99_999);

        using SKBitmap shown = SKBitmap.Decode(Embed("empty.png").Bytes);

        Assert.Equal((208, 104), (shown.Width, shown.Height));
    }

    // A camera stores a picture as its sensor sees it, with a tag that says how to turn it.
    [Fact]
    public void LargeJpegWithOrientation_Embedded_IsUpright()
    {
        WriteTurnedJpeg(_folder["turned.jpg"]);

        using SKBitmap shown = SKBitmap.Decode(Embed("turned.jpg").Bytes);

        // The picture is stored with its upper half white. Once it is rotated clockwise, its right half is white.
        Assert.Equal((104, 208), (shown.Width, shown.Height));
        Assert.InRange(shown.GetPixel(20, 104).Red, 0, 40);
        Assert.InRange(shown.GetPixel(84, 104).Red, 215, 255);
    }

    // Sets orientation 6: the picture must be rotated clockwise by 90°.
    private static void WriteTurnedJpeg(string file)
    {
        using var bitmap = new SKBitmap(2400, 1200, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(SKColors.Black);
        bitmap.GetPixelSpan()[..(2400 * 600)].Fill(255);
        byte[] jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8,
            .. "MM"u8, 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        File.WriteAllBytes(file, [.. jpeg[..2], .. exif, .. jpeg[2..]]);
    }

    private (string Type, byte[] Bytes) Embed(string picture)
    {
        string[] source = ReportDocument.Make(_folder, picture).QuerySelector("li.picture img")!.GetAttribute("src")!.Split(';', ',', ':');
        Assert.Equal(("data", "base64"), (source[0], source[2]));
        return (source[1], Convert.FromBase64String(source[3]));
    }
}
