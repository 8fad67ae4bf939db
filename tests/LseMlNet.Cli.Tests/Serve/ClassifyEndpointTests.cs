using System.Net;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Serve;

public sealed class ClassifyEndpointTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    [Fact]
    public async Task Post_PngBody_WhatTheTerminalShows()
    {
        using var folder = new TemporaryFolder();
        PrintedPicture printed = Assert.Single(Classifier.Classify(folder, "--top", "5", Classifier.Picture("t-shirt-top-2.png")));

        JsonElement answer = await Classify(await server.Post(ServedClassifier.Picture("t-shirt-top-2.png")));

        Assert.Equal(printed.Label, answer.GetProperty("label").GetString());
        Assert.True(answer.GetProperty("accepted").GetBoolean());
        Assert.Equal(0, answer.GetProperty("minimumProbability").GetDouble());
        // The values in docs/concepts/reading-a-decision.md.
        Assert.Equal(0.880, answer.GetProperty("entropy").GetDouble(), 0.0005);
        Assert.Equal(0.45, answer.GetProperty("margin").GetDouble(), 0.005);
        JsonElement[] top = [.. answer.GetProperty("top").EnumerateArray()];
        Assert.Equal(answer.GetProperty("probability").GetDouble(), top[0].GetProperty("probability").GetDouble());
        Assert.Equal(printed.Classes.Select(c => c.Label), top.Select(c => c.GetProperty("label").GetString()));
        Assert.All(printed.Classes.Zip(top), both =>
        {
            Assert.Equal(both.First.Probability, both.Second.GetProperty("probability").GetDouble(), 0.5e-4);
            Assert.Equal(both.First.Logit, both.Second.GetProperty("logit").GetDouble(), 0.005);
        });
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    [InlineData("image/jpg")]
    [InlineData("image/webp")]
    [InlineData("IMAGE/PNG; charset=binary")]
    [InlineData("application/octet-stream")]
    public async Task Post_AnyPictureType_BytesDecide(string type)
    {
        JsonElement answer = await Classify(await server.Post(ServedClassifier.Picture("bag-1.png"), type));

        Assert.Equal("Bag", answer.GetProperty("label").GetString());
    }

    [Fact]
    public async Task Post_Base64InJson_TheSameAnswer()
    {
        byte[] bag = ServedClassifier.Picture("bag-1.png");
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { image = Convert.ToBase64String(bag) });

        JsonElement answer = await Classify(await server.Post(json, "application/json"));

        Assert.Equal((await Classify(await server.Post(bag))).GetRawText(), answer.GetRawText());
        Assert.Equal((8, 28, 28), (answer.GetProperty("index").GetInt32(), answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        Assert.Equal(64, answer.GetProperty("modelSha256").GetString()!.Length);
    }

    [Theory]
    [InlineData("shirt-2-gray.jpg", "Shirt")]
    [InlineData("bag-1-colour.jpeg", "Bag")]
    // Pillow 9.4: trouser-1.png, resize((64, 64)), save(quality=90, progressive=True, exif=…); dress-1.png, convert("CMYK"),
    // save(quality=95).
    [InlineData("trouser-1-progressive.jpg", "Trouser")]
    [InlineData("dress-1-cmyk.jpg", "Dress")]
    public async Task Post_JpegBody_ItsLabel(string file, string label)
    {
        JsonElement answer = await Classify(await server.Post(await File.ReadAllBytesAsync(TestData.File(file), TestContext.Current.CancellationToken), "image/jpeg"));

        Assert.Equal(label, answer.GetProperty("label").GetString());
    }

    // In pictures with sides of 1 to 9 pixels, some passes are empty and some end within a byte.
    [Theory]
    [InlineData("Gray", 8)]
    [InlineData("Gray", 16)]
    [InlineData("GrayAlpha", 8)]
    [InlineData("Palette", 8)]
    [InlineData("Rgb", 16)]
    [InlineData("Rgba", 8)]
    public async Task Post_PngOfEverySmallSize_InterlacedOrNotTheSameAnswer(string color, int bits)
    {
        using var folder = new TemporaryFolder();
        byte[] random = new byte[9 * 9 * 8];
        new Random(1).NextBytes(random);
        byte[] palette = [.. Enumerable.Range(0, 256 * 3).Select(i => (byte)(i / 3))];
        for (int size = 0; size < 81; size++)
        {
            (int width, int height) = (size % 9 + 1, size / 9 + 1);
            int samples = width * height * bits / 8 * color switch { "GrayAlpha" => 2, "Rgb" => 3, "Rgba" => 4, _ => 1 };
            string[] answers = new string[2];
            foreach (bool interlaced in new[] { false, true })
            {
                PngFile.Write(
                    folder["a.png"], width, height, Enum.Parse<PngColor>(color), bits, random.AsSpan(0, samples), color == "Palette" ? palette : null, interlaced);
                answers[interlaced ? 1 : 0] = await Text(await server.Post(await File.ReadAllBytesAsync(folder["a.png"], TestContext.Current.CancellationToken)));
            }
            Assert.True(answers[0] == answers[1], $"{width} x {height}: {answers[0]} but interlaced {answers[1]}");
        }
    }

    [Theory]
    [InlineData("picture")]
    [InlineData("whatever")]
    public async Task Post_FormWithOneFile_SameAnswerAsItsBody(string field)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("a field without a file"), "note" },
            { ServedClassifier.Body(ServedClassifier.Picture("coat-1.png"), "image/png"), field, "../../coat-1.png" },
        };

        string posted = await Text(await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken));

        Assert.Equal(await Text(await server.Post(ServedClassifier.Picture("coat-1.png"))), posted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_SeveralPictures_AnswersAndProblemsInOrder(bool json)
    {
        byte[][] pictures = [ServedClassifier.Picture("coat-1.png"), "not a picture"u8.ToArray(), [], ServedClassifier.Picture("bag-1.png")];
        using var form = new MultipartFormDataContent();
        foreach (byte[] picture in pictures)
        {
            form.Add(ServedClassifier.Body(picture, "image/png"), "picture", "a.png");
        }

        JsonElement answers = await Classify(json
            ? await server.Post(JsonSerializer.SerializeToUtf8Bytes(new { images = pictures.Select(Convert.ToBase64String) }), "application/json")
            : await server.Client.PostAsync("classify", form, TestContext.Current.CancellationToken));

        Assert.Equal(4, answers.GetArrayLength());
        Assert.Equal(await Text(await server.Post(pictures[0])), answers[0].GetProperty("answer").GetRawText());
        Assert.Equal(await Text(await server.Post(pictures[3])), answers[3].GetProperty("answer").GetRawText());
        Assert.Equal(
            """{"answer":null,"problem":{"title":"This is not a picture that can be decoded","status":415,"detail":"picture 2: this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP"}}""",
            answers[1].GetRawText());
        Assert.StartsWith("picture 3: it is empty;", answers[2].GetProperty("problem").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answers[0].GetProperty("problem").ValueKind);
    }

    // The answer to a list is a list, whatever its length.
    [Fact]
    public async Task Post_ListOfOnePicture_ListOfOneAnswer()
    {
        byte[] bag = ServedClassifier.Picture("bag-1.png");

        JsonElement answers = await Classify(await server.Post(JsonSerializer.SerializeToUtf8Bytes(new { images = new[] { Convert.ToBase64String(bag) } }), "application/json"));

        Assert.Equal(await Text(await server.Post(bag)), Assert.Single(answers.EnumerateArray()).GetProperty("answer").GetRawText());
    }

    [Fact]
    public async Task Post_ChunkedWithoutLength_SameAnswer()
    {
        byte[] picture = ServedClassifier.Picture("coat-1.png");
        using var request = new HttpRequestMessage(HttpMethod.Post, "classify") { Content = ServedClassifier.Body(picture, "image/png") };
        request.Headers.TransferEncodingChunked = true;

        string posted = await Text(await server.Client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(await Text(await server.Post(picture)), posted);
    }

    // The largest allowed pictures are classified as a whole: they are as gray as the small one, so the answer is the same.
    [Theory]
    [InlineData(6_324, 6_324)]
    [InlineData(40_000, 1_000)]
    [InlineData(1_000, 40_000)]
    public async Task Post_LargestPngs_AnswerOfASmallOne(int width, int height)
    {
        using var folder = new TemporaryFolder();
        string[] answers = new string[2];
        foreach (((int Width, int Height) size, int i) in new[] { (28, 28), (width, height) }.Select((size, i) => (size, i)))
        {
            byte[] pixels = new byte[size.Width * size.Height];
            pixels.AsSpan().Fill(128);
            PngFile.Write(folder["gray.png"], size.Width, size.Height, PngColor.Gray, 8, pixels);
            answers[i] = await Text(await server.Post(await File.ReadAllBytesAsync(folder["gray.png"], TestContext.Current.CancellationToken)));
        }

        Assert.Equal(answers[0].Replace("\"width\":28,\"height\":28", $"\"width\":{width},\"height\":{height}", StringComparison.Ordinal), answers[1]);
    }

    [Fact]
    public async Task Post_ManyAtOnce_EachItsOwnAnswer()
    {
        string[] names = [.. Directory.GetFiles(Classifier.PictureFolder, "*.png").Select(Path.GetFileName)!];
        var alone = new Dictionary<string, string>();
        foreach (string name in names)
        {
            alone[name] = await Text(await server.Post(ServedClassifier.Picture(name)));
        }

        string[] together = [.. Enumerable.Repeat(names, 3).SelectMany(all => all)];
        string[] answers = await Task.WhenAll(together.Select(async name => await Text(await server.Post(ServedClassifier.Picture(name)))));

        Assert.Equal(together.Select(name => alone[name]), answers);
        // Uploads stay in memory.
        Assert.Empty(server.TemporaryFiles);
    }

    private static async Task<JsonElement> Classify(HttpResponseMessage response)
    {
        JsonElement json = await ServedClassifier.ReadJson(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{json}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return json;
    }

    private static async Task<string> Text(HttpResponseMessage response) => (await Classify(response)).GetRawText();
}
