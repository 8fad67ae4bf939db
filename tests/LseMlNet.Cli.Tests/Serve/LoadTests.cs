
namespace LseMlNet.Cli.Tests.Serve;

/// <summary>
/// A short load test. For 100,000 requests: <c>dotnet run -c Release --project benchmarks/LseMlNet.Benchmarks -- serve requests 100000</c>.
/// </summary>
public sealed class LoadTests : IDisposable
{
    // A picture with sides of this length takes 1 MiB once it is decoded.
    private const int Side = 512;

    private const int RequestsPerRound = 300;
    private const int MaxRounds = 8;

    // In MiB per round: more than the garbage collector causes, but far less than one picture per request.
    private const double MaxGrowth = 48;

    // A server that kept one handle per request would keep all handles of a round.
    private const int MaxNewHandles = RequestsPerRound / 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Rounds are counted in requests, because how long a server takes to warm up depends on the computer. Memory that leaks grows in every
    // round.
    [Fact]
    public async Task Load_ManyConnections_NoErrorsAndMemoryAndHandlesSettle()
    {
        PngFile.Write(_folder["large.png"], Side, Side, PngColor.Gray, 8, Array.ConvertAll(Enumerable.Range(0, Side * Side).ToArray(), i => (byte)(i / Side)));
        byte[][] pictures = [await File.ReadAllBytesAsync(_folder["large.png"], TestContext.Current.CancellationToken)];
        await using ServerProcess server = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), temporaryFolder: null);
        var run = new LoadRun(server, pictures);

        var memory = new List<double>();
        var handles = new List<int>();
        do
        {
            LoadResult result = await run.Run(RequestsPerRound);
            Assert.Equal(0, result.Errors);
            memory.Add(result.MemoryAfter);
            handles.Add(result.HandlesAfter);
        }
        while (memory.Count < 3 || (memory[^1] - memory[^2] > MaxGrowth && memory.Count < MaxRounds));

        string rounds = string.Join(", ", memory.Select(mebibytes => $"{mebibytes:F0}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"MiB after each round of {RequestsPerRound} requests: {rounds}");
        Assert.True(memory[^1] - memory[^2] <= MaxGrowth, $"Memory grows in every round: {rounds} MiB.");
        Assert.InRange(handles[^1], 1, handles[0] + MaxNewHandles);
        Assert.Equal((0, ""), await server.Stop());
    }
}
