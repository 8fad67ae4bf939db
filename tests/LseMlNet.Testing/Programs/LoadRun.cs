using System.Diagnostics;
using System.Net.Http.Headers;

namespace LseMlNet.Testing;

/// <summary>
/// Sends pictures over many connections at once. Each connection sends the next picture as soon as the last one is answered.
/// </summary>
/// <param name="server">The server under load.</param>
/// <param name="pictures">PNG pictures, sent in turn.</param>
public sealed class LoadRun(ServerProcess server, IReadOnlyList<byte[]> pictures)
{
    public const int Connections = 32;

    // How often the memory is measured.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);

    /// <summary>Sends pictures for some time.</summary>
    public Task<LoadResult> Run(TimeSpan duration) => Run((_, time) => time < duration);

    /// <summary>Sends this many pictures, however long that takes.</summary>
    public Task<LoadResult> Run(int requests) => Run((sent, _) => sent < requests);

    private async Task<LoadResult> Run(Func<int, TimeSpan, bool> goesOn)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        string[] expected = await Task.WhenAll(pictures.Select(picture => Classify(client, picture)));

        var memory = new List<long>();
        var handles = new List<int>();
        var clock = Stopwatch.StartNew();
        int sent = 0;
        Task<Connection>[] connections =
            [.. Enumerable.Range(0, Connections)
                .Select(first => Task.Run(() => Send(client, expected, first, clock,
                    () => goesOn(Interlocked.Increment(ref sent) - 1, clock.Elapsed))))];
        Task<Connection[]> all = Task.WhenAll(connections);
        while (!all.IsCompleted)
        {
            memory.Add(server.Memory);
            handles.Add(server.Handles);
            await Task.WhenAny(all, Task.Delay(Interval));
        }
        Connection[] ended = await all;
        return new LoadResult(clock.Elapsed, [.. ended.SelectMany(connection => connection.Latencies).Order()], ended.Sum(connection => connection.Errors), memory, handles);
    }

    // An answer that differs from the one before the load counts as an error too.
    private async Task<Connection> Send(HttpClient client, string[] expected, int first, Stopwatch clock, Func<bool> goesOn)
    {
        var latencies = new List<TimeSpan>();
        int errors = 0;
        for (int i = first; goesOn(); i++)
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
