using System.Globalization;
using System.Reflection;

namespace LseMlNet.Benchmarks.Serving;

/// <summary>The server under the load of many connections.</summary>
internal static class ServeLoad
{
    /// <summary>Sends pictures for some time.</summary>
    public static Task Print(TimeSpan duration) => Print(FormattableString.Invariant($"for {duration.TotalSeconds} s"), load => load.Run(duration));

    /// <summary>Sends this many pictures.</summary>
    public static Task Print(int requests) => Print(FormattableString.Invariant($"until {requests:N0} requests are answered"), load => load.Run(requests));

    private static async Task Print(string extent, Func<LoadRun, Task<LoadResult>> run)
    {
        string program = typeof(ServeLoad).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
            attribute => attribute.Key == "LseMlNet.Cli").Value!;
        byte[][] pictures = [.. Directory.GetFiles(Path.Combine(Path.GetDirectoryName(program)!, "Pictures"), "*.png")
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        await using ServerProcess server = await ServerProcess.Start(program, temporaryFolder: null);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{LoadRun.Connections} connections {extent}, {pictures.Length} pictures in turn; {Environment.ProcessorCount} processors, shared with the client"));
        Console.WriteLine(await run(new LoadRun(server, pictures)));
        (int exitCode, string error) = await server.Stop();
        Console.WriteLine($"exit code     {exitCode}{(error.Length > 0 ? $", and it wrote:\n{error}" : "")}");
    }
}
