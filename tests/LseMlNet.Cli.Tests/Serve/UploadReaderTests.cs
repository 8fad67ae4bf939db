using System.Text;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>A refusal states what was found, what was expected, and how to fix it.</summary>
public sealed class UploadReaderTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    private static readonly byte[] Bag = ServedClassifier.Picture("bag-1.png");

    [Theory]
    [InlineData("", 400, "upload: it is empty; expected the bytes of a PNG, JPEG, WebP, GIF, BMP, ICO or WBMP picture")]
    [InlineData("some text", 415, "upload: this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP")]
    [InlineData("II*\0", 415, "upload: this is a TIFF picture; expected PNG")]
    [InlineData("\0\0\0\u0018ftypheic", 415, "upload: this is a HEIC picture; expected PNG")]
    [InlineData("%PDF-1.7", 415, "upload: this is a PDF document; expected PNG")]
    [InlineData("GIF89a", 400, "upload: this picture is damaged or cut short; copy or download it again")]
    [InlineData("RIFF0000WEBPVP8 ", 400, "upload: this picture is damaged or cut short; copy or download it again")]
    [InlineData("\u0001\u0002", 415, "upload: this is not a picture;")]
    public async Task Post_NotAPicture_SaysWhatItIs(string text, int status, string detail) =>
        await AssertRefused(await server.Post(Encoding.Latin1.GetBytes(text)), status, detail);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"image\": 1}")]
    [InlineData("{\"image\": \"data:image/png;base64,AAAA\"}")]
    [InlineData("{\"images\": \"AAAA\"}")]
    [InlineData("{\"images\": [\"AAAA\", null]}")]
    [InlineData("{\"image\": \"AAAA\", \"images\": [\"AAAA\"]}")]
    [InlineData("not JSON")]
    public async Task Post_JsonWithoutPicture_SaysWhatIsExpected(string json) => await AssertRefused(
        await server.Post(Encoding.UTF8.GetBytes(json), "application/json"), 400, "The body is not a JSON object with pictures in base64; expected {\"image\": ");

    [Theory]
    [InlineData(null, "The request has no Content-Type; expected image/png, image/jpeg, image/jpg, image/webp, image/gif, image/bmp, application/octet-stream with the picture as the body")]
    [InlineData("application/x-www-form-urlencoded", "With curl: --data-binary @shirt.png -H 'Content-Type: image/png'.")]
    [InlineData("image/tiff", "The request has Content-Type: image/tiff; expected")]
    [InlineData("image/svg+xml", "The request has Content-Type: image/svg+xml; expected")]
    [InlineData("multipart/mixed; boundary=x", "The request has Content-Type: multipart/mixed; boundary=x; expected")]
    public async Task Post_OtherContentType_SaysWhatIsExpected(string? type, string detail) =>
        await AssertRefused(await server.Post(Bag, type), 415, detail);

    [Fact]
    public async Task Post_FormInUnsupportedEncoding_Refused()
    {
        const string Form = "--x\r\nContent-Disposition: form-data; name=\"p\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nabc\r\n--x--\r\n";

        await AssertRefused(await server.Post(Encoding.ASCII.GetBytes(Form), "multipart/form-data; boundary=x"), 400, "The form cannot be read:");
    }

    [Fact]
    public async Task Post_ContentEncoding_SaysThatNoneIsExpected()
    {
        using ByteArrayContent content = ServedClassifier.Body(Bag, "image/png");
        content.Headers.ContentEncoding.Add("gzip");

        await AssertRefused(await server.Client.PostAsync("classify", content, TestContext.Current.CancellationToken), 415, "The request has Content-Encoding: gzip; expected none.");
    }

    [Theory]
    [InlineData(20_000, 20_000, 413, "upload: this picture has 20000 x 20000 pixels; expected at most 40,000,000; scale it down")]
    [InlineData(40_000, 1_001, 413, "pixels; expected at most 40,000,000")]
    [InlineData(int.MaxValue, int.MaxValue, 400, "damaged or cut short")]
    [InlineData(1, 51, 400, "expected a long side of at most 50 times the short one")]
    [InlineData(0, 28, 400, "damaged or cut short")]
    public async Task Post_PngOfOddSize_RefusedByItsHeader(int width, int height, int status, string detail) =>
        await AssertRefused(await server.Post(Damage.PngOfSize(Bag, width, height)), status, detail);

    [Theory]
    [InlineData(65_000, 65_000, 413, "upload: this picture has 65000 x 65000 pixels; expected at most 40,000,000")]
    [InlineData(0, 100, 400, "damaged or cut short")]
    public async Task Post_JpegOfOddSize_RefusedByItsHeader(int width, int height, int status, string detail) =>
        await AssertRefused(await server.Post(Damage.JpegOfSize(Jpeg, width, height), "image/jpeg"), status, detail);

    [Fact]
    public async Task Post_PngUnpackingToLessThanItsHeaderSays_Refused() =>
        await AssertRefused(await server.Post(Damage.PngOfSize(Bag, 28, 29)), 400, "damaged or cut short");

    [Fact]
    public async Task Post_EveryByteOfAPngChanged_Refused()
    {
        for (int at = 0; at < Bag.Length; at++)
        {
            byte[] changed = [.. Bag];
            changed[at] ^= 0x20;
            Problem problem = await Problem.Read(await server.Post(changed));
            Assert.True((int)problem.Status == (at < 8 ? 415 : 400), $"byte {at}: {problem}");
        }
    }

    [Fact]
    public async Task Post_CutShort_SaysSo()
    {
        foreach (byte[] whole in new[] { Bag, Jpeg, Read("trouser-1-progressive.jpg"), Read("dress-1-cmyk.jpg") })
        {
            for (int length = 8; length < whole.Length; length += 7)
            {
                await AssertRefused(await server.Post(whole[..length], "application/octet-stream"), 400, "upload: this picture is damaged or cut short; copy or download it again");
            }
        }
    }

    [Theory]
    [InlineData(0xC3)]
    [InlineData(0xD8)]
    public async Task Post_JpegWithAnotherFrame_Refused(byte mark)
    {
        byte[] jpeg = [.. Jpeg];
        jpeg[Damage.FrameOf(jpeg) + 1] = mark;

        await AssertRefused(await server.Post(jpeg, "image/jpeg"), 400, "damaged or cut short");
    }

    [Fact]
    public async Task Post_FormWithoutFile_Refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("bag-1.png"), "picture" } };
        await AssertRefused(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken), 400, "The request has no picture; expected 1 to 32. With curl: -F picture=@shirt.png.");
    }

    [Theory]
    [InlineData(0, "no picture")]
    [InlineData(33, "33 pictures")]
    public async Task Post_JsonWithOtherNumberOfPictures_Refused(int count, string found) => await AssertRefused(
        await server.Post(Json(Enumerable.Repeat(Bag, count)), "application/json"), 400, $"The request has {found}; expected 1 to 32.");

    [Fact]
    public async Task Post_FormWithTooManyFiles_Refused()
    {
        using var form = new MultipartFormDataContent();
        for (int i = 0; i < 33; i++)
        {
            form.Add(new ByteArrayContent(Bag), "picture", "a.png");
        }

        await AssertRefused(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken), 400, "The request has 33 pictures; expected 1 to 32.");
    }

    // The pictures of a request share the limit of one.
    [Fact]
    public async Task Post_PicturesTooLargeTogether_Refused()
    {
        byte[] half = new byte[(5 << 20) + 1];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(half), "a", "a.png" }, { new ByteArrayContent(half), "b", "b.png" } };

        await AssertRefused(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken), 413, "The upload has 10,485,762 bytes; expected at most 10,485,760.");
        await AssertRefused(await server.Post(Json([half, half]), "application/json"), 413, "The upload has 10,485,762 bytes; expected at most 10,485,760.");
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "--y\r\n\r\n--y--")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\n\r\nno end")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\n\r\n--x--")]
    public async Task Post_BrokenForm_Refused(string type, string text) =>
        await AssertRefused(await server.Post(Encoding.ASCII.GetBytes(text), type), 400, "The ");

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Post_MoreThanMaxBytes_Refused(bool form, bool chunked)
    {
        // The largest allowed upload is read, and turns out not to be a picture. With one more byte, it is refused unread.
        foreach ((int length, int status, string detail) in new[]
        {
            (10 << 20, 415, "upload: this is not a picture"),
            ((10 << 20) + 1, 413, "expected at most 10,485,760. Send smaller or fewer pictures, or start the server with a larger --max-bytes."),
            (64 << 20, 413, "expected at most 10,485,760."),
        })
        {
            HttpContent content = ServedClassifier.Body(new byte[length], "image/png");
            if (form)
            {
                content = new MultipartFormDataContent { { content, "picture", "large.png" } };
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, "classify") { Content = content };
            request.Headers.TransferEncodingChunked = chunked;
            await AssertRefused(await server.Client.SendAsync(request, TestContext.Current.CancellationToken), status, detail);
        }
    }

    [Fact]
    public async Task Post_MoreAtOnceThanCanWait_TheRestAreToldToRetry()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["slow.png"], 3_000, 3_000, PngColor.Gray, 8, new byte[9_000_000]);
        byte[] slow = await File.ReadAllBytesAsync(folder["slow.png"], TestContext.Current.CancellationToken);

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.Post(slow)));

        ILookup<int, HttpResponseMessage> byStatus = responses.ToLookup(response => (int)response.StatusCode);
        Assert.InRange(byStatus[200].Count(), 64, 99);
        Assert.Equal(responses.Length, byStatus[200].Count() + byStatus[503].Count());
        Assert.All(byStatus[503], response => Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta));
        await AssertRefused(byStatus[503].First(), 503, "64 requests are waiting; expected fewer. Send this one again in a second.");
        Assert.Equal(200, (int)(await server.Post(Bag)).StatusCode);
    }

    private static byte[] Json(IEnumerable<byte[]> pictures) => JsonSerializer.SerializeToUtf8Bytes(new { images = pictures.Select(Convert.ToBase64String) });

    private static byte[] Jpeg => Read("bag-1-colour.jpeg");

    private static byte[] Read(string name) => File.ReadAllBytes(TestData.File(name));

    private async Task AssertRefused(HttpResponseMessage response, int status, string detail)
    {
        Problem problem = await Problem.Read(response);
        Assert.Equal(status, (int)problem.Status);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(server.TemporaryFiles);
    }
}
