using System.Globalization;
using System.Text;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>Bad uploads of many kinds; the seed selects one.</summary>
internal static class BadUploads
{
    private static readonly (string Name, Func<Random, HttpContent> Make)[] Kinds =
    [
        ("PNG cut short", random => Cut(random, Png(random))),
        ("PNG with changed bytes", random => Body(Change(random, Png(random)))),
        ("PNG with changed bytes and right checksums", random => Body(ChangeAndCorrect(random, Png(random)))),
        ("PNG of another size", random => Body(Damage.PngOfSize(Png(random), random.Next(), random.Next()))),
        ("PNG that repeats a part", random => Body(Repeat(random, Png(random)))),
        ("JPEG cut short", random => Cut(random, Jpeg(random))),
        ("JPEG with changed bytes", random => Body(Change(random, Jpeg(random)))),
        ("JPEG with changed header", random => Body(Change(random, Jpeg(random), most: 600))),
        ("JPEG of another size", random => Body(Damage.JpegOfSize(Jpeg(random), random.Next(65_536), random.Next(65_536)))),
        ("JPEG that repeats a part", random => Body(Repeat(random, Jpeg(random)))),
        ("noise", random => Body(Noise(random, random.Next(5_000)))),
        ("PNG signature and noise", random => Body([.. Png(random)[..8], .. Noise(random, random.Next(500))])),
        ("JPEG signature and noise", random => Body([0xFF, 0xD8, 0xFF, .. Noise(random, random.Next(500))])),
        ("text", random => Body(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not a picture ", random.Next(1, 50)))))),
        ("GIF", random => Body([.. "GIF89a"u8, .. Noise(random, 100)])),
        ("WebP", random => Body([.. "RIFF"u8, .. Noise(random, 4), .. "WEBP"u8, .. Noise(random, 100)])),
        ("nothing", _ => Body([])),
        ("other type", random => Body(Png(random),
            random.GetItems<string?>([null, "text/plain", "image/tiff", "image/heic", "application/json"], 1)[0])),
        ("too large", random => Body(new byte[(10 << 20) + random.Next(1, 1 << 20)])),
        ("form without file", _ => new MultipartFormDataContent { { new StringContent("x"), "picture" } }),
        ("form with too many files", TooManyFiles),
        ("form with a bad file", random => new MultipartFormDataContent { { Body(Change(random, Png(random))), "picture", "bad.png" } }),
        ("broken form", random => Body(Change(random, Form(Png(random)), most: 100), "multipart/form-data; boundary=x")),
        ("form cut short", random => Body(CutForm(random), "multipart/form-data; boundary=x")),
    ];

    private static readonly byte[][] Pngs = [.. Directory.GetFiles(Classifier.PictureFolder, "*.png").Order(StringComparer.Ordinal)
        .Select(File.ReadAllBytes)];

    private static readonly byte[][] Jpegs =
        [.. new[]
        {
            "shirt-2-gray.jpg",
            "bag-1-colour.jpeg",
            "trouser-1-progressive.jpg",
            "dress-1-cmyk.jpg",
        }.Select(name => File.ReadAllBytes(TestData.File(name)))];

    /// <summary>An upload, and a description of what is wrong with it.</summary>
    public static (string What, HttpRequestMessage Request) Make(int number)
    {
        var random = new Random(number);
        (string name, Func<Random, HttpContent> make) = Kinds[number % Kinds.Length];
        var request = new HttpRequestMessage(HttpMethod.Post, "classify") { Content = make(random) };
        bool chunked = random.Next(4) == 0;
        request.Headers.TransferEncodingChunked = chunked;
        return (string.Create(CultureInfo.InvariantCulture, $"upload {number}, {name}{(chunked ? ", chunked" : "")}"), request);
    }

    private static byte[] Png(Random random) => Pngs[random.Next(Pngs.Length)];

    private static byte[] Jpeg(Random random) => Jpegs[random.Next(Jpegs.Length)];

    private static ByteArrayContent Body(byte[] bytes, string? type = "application/octet-stream") => ServedClassifier.Body(bytes, type);

    private static MultipartFormDataContent TooManyFiles(Random random)
    {
        var form = new MultipartFormDataContent();
        for (int i = random.Next(33, 100); i > 0; i--)
        {
            form.Add(Body(Png(random)), "picture", "a.png");
        }

        return form;
    }

    private static ByteArrayContent Cut(Random random, byte[] bytes) => Body(bytes[..random.Next(bytes.Length)]);

    private static byte[] Noise(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    // Changes one to eight bytes, anywhere or near the start.
    private static byte[] Change(Random random, byte[] bytes, int most = int.MaxValue)
    {
        byte[] changed = [.. bytes];
        for (int i = random.Next(1, 9); i > 0; i--)
        {
            changed[random.Next(Math.Min(most, changed.Length))] ^= (byte)random.Next(1, 256);
        }

        return changed;
    }

    private static byte[] ChangeAndCorrect(Random random, byte[] png)
    {
        byte[] changed = Change(random, png);
        Damage.CorrectChecksums(changed);
        return changed;
    }

    private static byte[] Repeat(Random random, byte[] bytes)
    {
        int from = random.Next(bytes.Length), length = random.Next(bytes.Length - from);
        return [.. bytes[..(from + length)], .. bytes[from..]];
    }

    // Cuts after the header of the file and before the last boundary.
    private static byte[] CutForm(Random random)
    {
        byte[] form = Form(Png(random));
        return form[..random.Next(120, form.Length - 8)];
    }

    private static byte[] Form(byte[] file) =>
        [.. "--x\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\nContent-Type: image/png\r\n\r\n"u8, .. file,
            .. "\r\n--x--\r\n"u8];
}
