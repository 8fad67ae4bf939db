using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LseMlNet.Cli.Tests.Serve;

public sealed class ReadinessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terminated_RequestsInFlight_AreAnsweredAfterHealthTurnsBad()
    {
        Assert.SkipUnless(Signals.CanSend("TERM"), "SIGTERM cannot be sent: this is not Linux, or the process that started the tests ignores it.");
        await using ServerProcess server = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), null, "--drain", "4");
        using var client = new HttpClient { BaseAddress = server.Address };
        (await client.GetAsync("health", Cancellation)).EnsureSuccessStatusCode();
        byte[] picture = ServedClassifier.Picture("bag-1.png");
        using TcpClient inFlight = await Begin(server, picture);

        Task<(int, string)> stopped = server.Stop("TERM");

        var clock = Stopwatch.StartNew();
        HttpResponseMessage health;
        while ((health = await client.GetAsync("health", Cancellation)).IsSuccessStatusCode)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The server is healthy a minute after it was told to stop.");
        }

        Assert.Equal("The server is about to stop", (await Problem.Read(health)).Title);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        await inFlight.GetStream().WriteAsync(picture.AsMemory(picture.Length / 2), Cancellation);
        using var reader = new StreamReader(inFlight.GetStream());
        string answer = await reader.ReadToEndAsync(Cancellation);
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("\"label\":\"Bag\"", answer, StringComparison.Ordinal);
        Assert.Equal((0, ""), await stopped);
    }

    [Fact]
    public async Task Check_OfAServer_IsItsHealth()
    {
        await using ServerProcess server = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), null, "--listen", "0.0.0.0");
        using var folder = new TemporaryFolder();
        string port = server.Address.Port.ToString(CultureInfo.InvariantCulture);

        ProgramRun healthy = Classifier.Run(folder, "serve", "--check", "--port", port);
        await server.Stop();
        ProgramRun stopped = Classifier.Run(folder, "serve", "--check", "--port", port);

        Assert.Equal((0, "", ""), (healthy.ExitCode, healthy.Output, healthy.Error));
        Assert.Equal((1, ""), (stopped.ExitCode, stopped.Output));
        Assert.StartsWith($"error: http://127.0.0.1:{port}/health does not answer: ", stopped.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen is 'everywhere'; expected an IP address, as in 127.0.0.1 or 0.0.0.0.", "--listen", "everywhere")]
    [InlineData("--drain is '21'; expected a number from 0 to 20.", "--drain", "21")]
    public void Options_Wrong_NamesTheOption(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        ProgramRun run = Classifier.Run(folder, ["serve", .. arguments]);

        Assert.Equal((2, "", $"error: {message}\n"), (run.ExitCode, run.Output, run.Error));
    }

    // Half of an upload.
    private static async Task<TcpClient> Begin(ServerProcess server, byte[] picture)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, Cancellation);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /classify HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: image/png\r\nContent-Length: {picture.Length}\r\n\r\n");
        await client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. picture[..(picture.Length / 2)]], Cancellation);
        return client;
    }
}
