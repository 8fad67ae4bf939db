namespace LseMlNet.Cli.Tests.Serve;

/// <summary>A short load. A minute of it: <c>dotnet run -c Release --project tests/LseMlNet.Benchmarks -- serve</c>.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    // More than the garbage collector leaves lying about, less than a bitmap for each request would come to.
    private const double MostGrowth = 48;

    [Fact]
    public async Task Load_ManyConnections_NoErrorsAndFlatMemory()
    {
        byte[][] pictures = [.. Directory.GetFiles(Classifier.PictureFolder, "*.png").Select(File.ReadAllBytes)];
        await using ServerProcess server = await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), temporaryFolder: null);

        LoadResult result = await new LoadRun(server, pictures).Run(Duration);

        TestContext.Current.TestOutputHelper?.WriteLine(result.ToString());
        Assert.Equal(0, result.Errors);
        Assert.InRange(result.MemoryAfter - result.MemoryBefore, double.NegativeInfinity, MostGrowth);
        Assert.Equal((0, ""), await server.Stop());
    }
}
