using System.Net;
using System.Net.Sockets;
using System.Text;
using LseMlNet.Cli.Models;
using LseMlNet.Cli.Options;
using LseMlNet.Cli.Output;
using LseMlNet.Cli.Serve;
using Microsoft.AspNetCore.Builder;
using Microsoft.ML;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>Clients that send their pictures so slowly that they occupy every connection.</summary>
public sealed class SlowUploadTests
{
    private const int Connections = 128;
    private const int BytesPerSecond = 800;

    private static readonly TimeSpan UploadTime = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_EveryConnectionSlow_EndsThemAndServesOthers()
    {
        await using WebApplication server = await Start();
        var address = new Uri(server.Urls.Single());
        Task<string>[] slow = [.. Enumerable.Range(0, Connections).Select(_ => SendSlowly(address.Port))];
        // All connections are taken, so this one is closed.
        await Task.Delay(UploadTime / 2, Cancellation);
        using var client = new HttpClient { BaseAddress = address };
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("about", Cancellation));

        string[] answers = await Task.WhenAll(slow);

        // A client that goes on sending to a closed connection may lose the answer.
        string[] received = [.. answers.Where(answer => answer.Length > 0)];
        Assert.InRange(received.Length, Connections / 4, Connections);
        Assert.All(received, answer => Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal));
        Assert.All(received, answer => Assert.Contains("The upload is not complete after 2 s; expected all of it by then.", answer, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("about", Cancellation)).StatusCode);
        await server.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData(1, 10), InlineData(10 * 1024 * 1024, 20), InlineData(1024 * 1024 * 1024, 1083)]
    public void UploadTime_OfThisSize_LeavesTimeForIt(int maxBytes, int seconds) => Assert.Equal(seconds, (int)ServeRequest.UploadTimeOf(maxBytes).TotalSeconds);

    private static async Task<WebApplication> Start()
    {
        var model = new ModelChoice(ModelChoice.ShippedModel, ModelChoice.ShippedLabels, OutputName: null, new PreprocessingChoice(), PipelineFile: null, MinimumProbability: 0);
        WebApplication server = ClassifierServer.Build(model.Open(new MLContext(), new Messages()), new ServeRequest(model, Top: 1, Port: 0, new Limits(1_000_000, 1_000_000), UploadTime));
        await server.StartAsync(Cancellation);
        return server;
    }

    // Until the server answers. Returns the answer.
    private static async Task<string> SendSlowly(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /classify HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: 999999\r\n\r\n"), Cancellation);
        byte[] part = new byte[BytesPerSecond / 10];
        using var answer = new MemoryStream();
        try
        {
            while (!stream.DataAvailable)
            {
                await stream.WriteAsync(part, Cancellation);
                await Task.Delay(TimeSpan.FromSeconds(0.1), Cancellation);
            }
            await stream.CopyToAsync(answer, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        }
        catch (IOException)
        {
            // The server has closed the connection.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
