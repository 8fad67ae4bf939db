using System.Text;
using LseMlNet.Cli.Tests.Support;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>What is refused says what was found, what was wanted, and how to fix it.</summary>
public sealed class RefusedUploadTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    private static readonly byte[] Bag = ServedClassifier.Picture("bag-1.png");

    [Theory]
    [InlineData("", 400, "The upload is empty; wanted the bytes of a PNG or JPEG picture.")]
    [InlineData("no picture", 415, "The upload is something that begins with \"no p\"; wanted a PNG or JPEG picture.")]
    [InlineData("GIF89a", 415, "The upload is a GIF picture; wanted a PNG or JPEG picture. Save it as one of these and send that.")]
    [InlineData("RIFF0000WEBPVP8 ", 415, "The upload is a WebP picture;")]
    [InlineData("BM", 415, "The upload is a BMP picture;")]
    [InlineData("\u0001\u0002", 415, "The upload is something that begins with 0102;")]
    public async Task Post_NoPngOrJpeg_SaysWhatItIs(string text, int status, string detail) =>
        await AssertRefused(await server.Post(Encoding.Latin1.GetBytes(text)), status, detail);

    [Theory]
    [InlineData(null, "The request has no Content-Type; wanted image/png, image/jpeg, application/octet-stream with the picture as the body")]
    [InlineData("application/x-www-form-urlencoded", "With curl: --data-binary @shirt.png -H 'Content-Type: image/png'.")]
    [InlineData("image/gif", "The request has Content-Type: image/gif; wanted")]
    [InlineData("image/svg+xml", "The request has Content-Type: image/svg+xml; wanted")]
    [InlineData("multipart/mixed; boundary=x", "The request has Content-Type: multipart/mixed; boundary=x; wanted")]
    public async Task Post_OtherContentType_SaysWhatWasWanted(string? type, string detail) =>
        await AssertRefused(await server.Post(Bag, type), 415, detail);

    [Fact]
    public async Task Post_FormInAnEncodingThatIsTakenNoMore_Refused()
    {
        const string form = "--x\r\nContent-Disposition: form-data; name=\"p\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nabc\r\n--x--\r\n";

        await AssertRefused(await server.Post(Encoding.ASCII.GetBytes(form), "multipart/form-data; boundary=x"), 400, "The form cannot be read:");
    }

    [Fact]
    public async Task Post_ContentEncoding_SaysThatNoneIsWanted()
    {
        using ByteArrayContent content = ServedClassifier.Body(Bag, "image/png");
        content.Headers.ContentEncoding.Add("gzip");

        await AssertRefused(await server.Client.PostAsync("classify", content, TestContext.Current.CancellationToken), 415, "The request has Content-Encoding: gzip; wanted none.");
    }

    [Theory]
    [InlineData(20_000, 20_000, 413, "The picture has 20000 x 20000 pixels; wanted at most 40,000,000.")]
    [InlineData(int.MaxValue, int.MaxValue, 413, "pixels; wanted at most 40,000,000.")]
    [InlineData(32_767, 1_000, 413, "wanted sides of at most 32,766")]
    [InlineData(1, 51, 400, "wanted a long side of at most 50 times the short one")]
    [InlineData(0, 28, 400, "The picture is 0 x 28 pixels")]
    public async Task Post_PngOfOddSize_RefusedByItsHeader(int width, int height, int status, string detail) =>
        await AssertRefused(await server.Post(Damage.PngOfSize(Bag, width, height)), status, detail);

    [Theory]
    [InlineData(65_535, 65_535, 413, "The picture has 65535 x 65535 pixels; wanted at most 40,000,000.")]
    [InlineData(0, 100, 400, "The picture is 0 x 100 pixels")]
    public async Task Post_JpegOfOddSize_RefusedByItsHeader(int width, int height, int status, string detail) =>
        await AssertRefused(await server.Post(Damage.JpegOfSize(Jpeg, width, height), "image/jpeg"), status, detail);

    [Fact]
    public async Task Post_PngUnpackingToMoreThanItsHeaderSays_Refused() =>
        await AssertRefused(await server.Post(Damage.PngOfSize(Bag, 28, 27)), 400, "it has more pixels than its header says");

    [Fact]
    public async Task Post_PngUnpackingToLessThanItsHeaderSays_Refused() =>
        await AssertRefused(await server.Post(Damage.PngOfSize(Bag, 28, 29)), 400, "its pixels do not unpack to what its header says");

    [Fact]
    public async Task Post_EveryByteOfAPngChanged_NeverTakenForTheWhole()
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
        foreach ((byte[] whole, string format) in new[] { (Bag, "PNG"), (Jpeg, "JPEG") })
        {
            for (int length = 8; length < whole.Length; length += 7)
            {
                await AssertRefused(await server.Post(whole[..length], "application/octet-stream"), 400, $"This {format} picture is cut short. Copy or download it again.");
            }
        }
    }

    [Theory]
    [InlineData(0xC9, "This JPEG picture is of a rare kind (SOF9); wanted a baseline or progressive one.")]
    [InlineData(0xD8, "there is a mark FFD8 at byte")]
    public async Task Post_JpegWithAnotherFrame_Refused(byte mark, string detail)
    {
        byte[] jpeg = [.. Jpeg];
        jpeg[Damage.FrameOf(jpeg) + 1] = mark;

        await AssertRefused(await server.Post(jpeg, "image/jpeg"), 400, detail);
    }

    [Fact]
    public async Task Post_FormWithoutFile_Refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("bag-1.png"), "picture" } };
        await AssertRefused(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken), 400, "The form has no file; wanted one. With curl: -F picture=@shirt.png.");
    }

    [Fact]
    public async Task Post_FormWithTwoFiles_Refused()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Bag), "a", "a.png" }, { new ByteArrayContent(Bag), "b", "b.png" } };
        await AssertRefused(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken), 400, "The form has 2 files; wanted one.");
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "--y\r\n\r\n--y--")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=picture; filename=a.png\r\n\r\nno end")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nno header\r\n\r\n\r\n--x--")]
    public async Task Post_BrokenForm_Refused(string type, string text) =>
        await AssertRefused(await server.Post(Encoding.ASCII.GetBytes(text), type), 400, "The form ");

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Post_MoreThanMaxBytes_Refused(bool form, bool chunked)
    {
        // The largest that is allowed is looked at, and is no picture; one more is not.
        foreach ((int length, int status, string detail) in new[]
        {
            (10 << 20, 415, "The upload is something that begins with 00000000"),
            ((10 << 20) + 1, 413, "wanted at most 10,485,760. Send a smaller picture, or start the server with a larger --max-bytes."),
            (64 << 20, 413, "wanted at most 10,485,760."),
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
    public async Task Post_MoreAtOnceThanCanWait_TheOthersAreToldToComeAgain()
    {
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["slow.png"], 3_000, 3_000, PngColor.Gray, 8, new byte[9_000_000]);
        byte[] slow = await File.ReadAllBytesAsync(folder["slow.png"], TestContext.Current.CancellationToken);

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.Post(slow)));

        ILookup<int, HttpResponseMessage> byStatus = responses.ToLookup(response => (int)response.StatusCode);
        Assert.InRange(byStatus[200].Count(), 64, 99);
        Assert.Equal(responses.Length, byStatus[200].Count() + byStatus[503].Count());
        Assert.All(byStatus[503], response => Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta));
        await AssertRefused(byStatus[503].First(), 503, "64 requests are waiting; wanted fewer. Send this one again in a second.");
        Assert.Equal(200, (int)(await server.Post(Bag)).StatusCode);
    }

    private static byte[] Jpeg => File.ReadAllBytes(TestData.File("bag-1-colour.jpeg"));

    private async Task AssertRefused(HttpResponseMessage response, int status, string detail)
    {
        Problem problem = await Problem.Read(response);
        Assert.Equal(status, (int)problem.Status);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
        Assert.Empty(server.TemporaryFiles);
    }
}
