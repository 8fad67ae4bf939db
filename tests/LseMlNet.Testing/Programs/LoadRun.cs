using System.Diagnostics;
using System.Net.Http.Headers;

namespace LseMlNet.Testing;

/// <summary>Sends pictures over many connections at once, each the next one as soon as the last is answered.</summary>
/// <param name="server">What is under load.</param>
/// <param name="pictures">PNG pictures, sent in turn.</param>
public sealed class LoadRun(ServerProcess server, IReadOnlyList<byte[]> pictures)
{
    public const int Connections = 32;

    // How often memory is looked at.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    public async Task<LoadResult> Run(TimeSpan duration)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        string[] expected = await Task.WhenAll(pictures.Select(picture => Classify(client, picture)));

        var memory = new List<long>();
        var clock = Stopwatch.StartNew();
        Task<Connection>[] connections = [.. Enumerable.Range(0, Connections).Select(first => Task.Run(() => Send(client, expected, first, clock, duration)))];
        Task<Connection[]> all = Task.WhenAll(connections);
        while (!all.IsCompleted)
        {
            memory.Add(server.Memory);
            await Task.WhenAny(all, Task.Delay(Interval));
        }
        Connection[] ended = await all;
        return new LoadResult(clock.Elapsed, [.. ended.SelectMany(connection => connection.Latencies).Order()], ended.Sum(connection => connection.Errors), memory);
    }

    // An answer other than the one that the picture had when nothing else was going on is an error like any other.
    private async Task<Connection> Send(HttpClient client, string[] expected, int first, Stopwatch clock, TimeSpan duration)
    {
        var latencies = new List<TimeSpan>();
        int errors = 0;
        for (int i = first; clock.Elapsed < duration; i++)
        {
            TimeSpan start = clock.Elapsed;
            try
            {
                if (await Classify(client, pictures[i % pictures.Count]) != expected[i % pictures.Count])
                {
                    errors++;
                }
            }
            catch (HttpRequestException)
            {
                errors++;
            }
            latencies.Add(clock.Elapsed - start);
        }
        return new Connection(latencies, errors);
    }

    private static async Task<string> Classify(HttpClient client, byte[] picture)
    {
        using var content = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using HttpResponseMessage response = await client.PostAsync("classify", content);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private sealed record Connection(List<TimeSpan> Latencies, int Errors);
}
