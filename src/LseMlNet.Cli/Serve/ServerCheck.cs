using System.Globalization;

namespace LseMlNet.Cli.Serve;

/// <summary>Asks a running server for its health. A container without a shell or curl has no other way to check this.</summary>
internal static class ServerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="UnusableInputException">The server does not answer, or is not healthy.</exception>
    public static async Task<int> Run(int port, CancellationToken stop)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health");
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync(address, stop);
            return answer.IsSuccessStatusCode
                ? ExitCode.Done
                : throw new UnusableInputException($"{address} returned {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new UnusableInputException($"{address} does not answer: {e.Message}", e);
        }
    }
}
