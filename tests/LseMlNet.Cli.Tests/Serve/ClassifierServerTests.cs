using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Serve;

public sealed class ClassifierServerTests(ServedClassifier server) : IClassFixture<ServedClassifier>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_Running_Healthy() =>
        Assert.Equal("""{"status":"healthy"}""", await server.Client.GetStringAsync("health", Cancellation));

    [Fact]
    public async Task OpenApi_Document_DescribesWhatTheServerDoes()
    {
        JsonElement document = JsonDocument.Parse(await server.Client.GetStringAsync("openapi/v1.json", Cancellation)).RootElement;

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        JsonElement paths = document.GetProperty("paths");
        Assert.Equal(["/about", "/classify", "/health"], paths.EnumerateObject().Select(path => path.Name).Order());
        JsonElement classify = paths.GetProperty("/classify").GetProperty("post");
        Assert.Equal(
            ["application/json", "application/octet-stream", "image/bmp", "image/gif", "image/jpeg", "image/jpg", "image/png", "image/webp", "multipart/form-data"],
            classify.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name).Order());
        Assert.Equal(["200", "400", "408", "413", "415", "500", "503"], classify.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order());

        JsonElement[] answers = [.. classify.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf").EnumerateArray()];
        Assert.Equal("#/components/schemas/ClassifyAnswer", answers[0].GetProperty("$ref").GetString());
        Assert.Equal("#/components/schemas/PictureAnswer", answers[1].GetProperty("items").GetProperty("$ref").GetString());
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal(["answer", "problem"], schemas.GetProperty("PictureAnswer").GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal(
            ["image", "images"],
            classify.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf")
                .EnumerateArray().Select(body => body.GetProperty("required")[0].GetString()));

        // Every property of an answer is described, and every described property is present.
        JsonElement described = schemas.GetProperty("ClassifyAnswer").GetProperty("properties");
        JsonElement answer = await ServedClassifier.ReadJson(await server.Post(ServedClassifier.Picture("bag-1.png")));
        Assert.Equal(answer.EnumerateObject().Select(property => property.Name), described.EnumerateObject().Select(property => property.Name));
        Assert.All(described.EnumerateObject(), property => Assert.True(
            property.Value.TryGetProperty("description", out _) || property.Value.TryGetProperty("$ref", out _), $"{property} has no description"));
    }

    [Theory]
    [InlineData("GET", "nothing", 404, "There is no /nothing here; /openapi/v1.json lists what there is.")]
    [InlineData("GET", "samples/../../etc/passwd", 404, "There is no /etc/passwd here")]
    [InlineData("GET", "samples/%2e%2e%2fModel%2flabels.txt", 404, "There is no ")]
    [InlineData("GET", "classify", 405, "/classify does not accept GET; expected POST.")]
    [InlineData("DELETE", "classify", 405, "/classify does not accept DELETE; expected POST.")]
    [InlineData("POST", "health", 405, "/health does not accept POST; expected GET.")]
    public async Task Request_UnknownPathOrMethod_HelpfulProblem(string method, string path, int status, string detail)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        Problem problem = await Problem.Read(await server.Client.SendAsync(request, Cancellation));

        Assert.Equal(status, (int)problem.Status);
        Assert.Contains(detail, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("health")]
    [InlineData("nothing")]
    [InlineData("page.js")]
    public async Task Response_AnyPath_SecurityHeaders(string path)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(path, Cancellation);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("localhost", 200)]
    public async Task Request_ForAnotherHost_Misdirected(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health") { Headers = { Host = host } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        if (status != 200)
        {
            Assert.Contains($"'{host}'; expected 127.0.0.1 or localhost", (await Problem.Read(response)).Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "document", 200)]
    [InlineData("", "iframe", 403)]
    [InlineData("health", "document", 403)]
    public async Task LinkOnAnotherSite_AnyPath_LeadsOnlyToThePage(string path, string destination, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { { "Sec-Fetch-Site", "cross-site" }, { "Sec-Fetch-Mode", "navigate" }, { "Sec-Fetch-Dest", destination } },
        };

        Assert.Equal(status, (int)(await server.Client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 200)]
    [InlineData("none", 200)]
    public async Task Request_FromAPageOfAnotherSite_Forbidden(string site, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "health") { Headers = { { "Sec-Fetch-Site", site } } };
        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
    }

    // Browsers that do not say which site a request comes from name its origin.
    [Theory]
    [InlineData("http://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("https://localhost", 403)]
    [InlineData("", 200)]
    public async Task Request_WithAnOrigin_ForbiddenUnlessItIsThisServer(string origin, int status)
    {
        origin = origin.Length == 0 ? server.Process.Address.GetLeftPart(UriPartial.Authority) : origin;
        using var request = new HttpRequestMessage(HttpMethod.Post, "classify") { Content = ServedClassifier.Body(ServedClassifier.Picture("bag-1.png"), "image/png") };
        request.Headers.Add("Origin", origin);

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Health_WhileLargePicturesAreDecoded_AnswersWithinASecond()
    {
        const int Side = 6_000, Bombs = 16;
        using var folder = new TemporaryFolder();
        PngFile.Write(folder["bomb.png"], Side, Side, PngColor.Gray, 8, new byte[Side * Side]);
        byte[] bomb = await File.ReadAllBytesAsync(folder["bomb.png"], Cancellation);
        Task<HttpResponseMessage>[] decoding = [.. Enumerable.Range(0, Bombs).Select(_ => server.Post(bomb))];

        var slowest = TimeSpan.Zero;
        int checks = 0;
        do
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            Assert.Equal("""{"status":"healthy"}""", await server.Client.GetStringAsync("health", Cancellation));
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
            checks++;
        }
        while (!decoding.All(task => task.IsCompleted));

        Assert.All(await Task.WhenAll(decoding), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        TestContext.Current.TestOutputHelper?.WriteLine($"{checks} checks, the slowest in {slowest.TotalMilliseconds:F0} ms");
        // A check that waited for a picture would take as long as the picture. On any processor, the checks are faster than that.
        Assert.True(checks > Bombs, $"{checks} checks while {Bombs} pictures were decoded");
    }

    // Nothing is written there, so nothing fails.
    [Fact]
    public async Task TemporaryFolder_Unusable_IsNotNeeded()
    {
        await using ServerProcess started = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), "/proc/none");
        using var client = new HttpClient { BaseAddress = started.Address };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(ServedClassifier.Picture("bag-1.png")), "picture", "bag.png" } };

        (await client.GetAsync("health", Cancellation)).EnsureSuccessStatusCode();
        (await client.PostAsync("classify", form, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal((0, ""), await started.Stop());
    }

    [Fact]
    public async Task Model_Fails_ServerErrorAndNotHealthy()
    {
        await using ServerProcess failing = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), null, "--mean", "1e38");
        using var client = new HttpClient { BaseAddress = failing.Address };
        using ByteArrayContent content = ServedClassifier.Body(ServedClassifier.Picture("bag-1.png"), "image/png");

        Problem problem = await Problem.Read(await client.PostAsync("classify", content, Cancellation));

        Assert.Equal(HttpStatusCode.InternalServerError, problem.Status);
        Assert.Equal("upload: there are no probabilities, because the model's logits contain NaN; check --mean and --scale", problem.Detail);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("health", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Listening_OtherAddressesOfThisComputer_Refused()
    {
        IPAddress[] addresses = [.. (await Dns.GetHostAddressesAsync(Dns.GetHostName(), Cancellation)).Where(address => !IPAddress.IsLoopback(address)), IPAddress.Parse("127.0.0.2")];
        foreach (IPAddress address in addresses)
        {
            using var client = new TcpClient(address.AddressFamily);
            await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(address, server.Process.Address.Port, Cancellation));
        }
    }

    [Fact]
    public async Task MinimumProbability_LessProbable_Refused()
    {
        await using ServerProcess strict = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), null, "--minimum-probability", "0.9", "--top", "2");
        using var client = new HttpClient { BaseAddress = strict.Address };

        foreach ((string picture, string? label) in new[] { ("t-shirt-top-2.png", null), ("bag-1.png", "Bag") })
        {
            using ByteArrayContent content = ServedClassifier.Body(ServedClassifier.Picture(picture), "image/png");
            JsonElement answer = await ServedClassifier.ReadJson(await client.PostAsync("classify", content, Cancellation));
            Assert.Equal(label, answer.GetProperty("label").GetString());
            Assert.Equal(label is not null, answer.GetProperty("accepted").GetBoolean());
            Assert.Equal(0.9, answer.GetProperty("minimumProbability").GetDouble(), 1e-6);
            Assert.Equal(2, answer.GetProperty("top").GetArrayLength());
        }
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task CtrlC_WhileRequestsArrive_EndsWithZeroAndLeavesNoFile(string signal)
    {
        Assert.SkipUnless(
            Signals.CanSend(signal), $"SIG{signal} cannot be sent: this is not Linux, or the process that started the tests ignores it.");
        using var folder = new TemporaryFolder();
        await using ServerProcess stopped = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), folder.FullName);
        using var client = new HttpClient { BaseAddress = stopped.Address };
        using ByteArrayContent content = ServedClassifier.Body(ServedClassifier.Picture("bag-1.png"), "image/png");
        (await client.PostAsync("classify", content, Cancellation)).EnsureSuccessStatusCode();
        // One client that has hung up, and one that is still sending.
        (await BeginUpload(stopped)).Dispose();
        using TcpClient slow = await BeginUpload(stopped);

        Assert.Equal((0, ""), await stopped.Stop(signal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullName, "lsemlnet-*"));
    }

    private static async Task<TcpClient> BeginUpload(ServerProcess server)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancellation);
        await client.GetStream().WriteAsync("POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 999\r\n\r\n"u8.ToArray(), Cancellation);
        return client;
    }

    [Fact]
    public void Port_InUse_ErrorAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = Classifier.Run(folder, "serve", "--port", $"{server.Process.Address.Port}");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: --port {server.Process.Address.Port} cannot be used: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port is '65536'; expected a number from 0 to 65535.", "--port", "65536")]
    [InlineData("--max-bytes is '0'; expected a number from 1 to 1073741824.", "--max-bytes", "0")]
    [InlineData("--top is '0'; expected a number, 1 or more.", "--top", "0")]
    public void Options_Wrong_NamedAndNothingIsServed(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        ProgramRun run = Classifier.Run(folder, ["serve", .. arguments]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
