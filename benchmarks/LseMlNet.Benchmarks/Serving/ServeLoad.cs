using System.Globalization;
using System.Reflection;

namespace LseMlNet.Benchmarks.Serving;

/// <summary>The server under the load of many connections.</summary>
internal static class ServeLoad
{
    public static async Task Print(TimeSpan duration)
    {
        string program = typeof(ServeLoad).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(
            attribute => attribute.Key == "LseMlNet.Cli").Value!;
        byte[][] pictures = [.. Directory.GetFiles(Path.Combine(Path.GetDirectoryName(program)!, "Pictures"), "*.png")
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        await using ServerProcess server = await ServerProcess.Start(program, temporaryFolder: null);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{LoadRun.Connections} connections for {duration.TotalSeconds} s, {pictures.Length} pictures in turn; " +
            $"{Environment.ProcessorCount} processors, shared with the client"));
        Console.WriteLine(await new LoadRun(server, pictures).Run(duration));
        (int exitCode, string error) = await server.Stop();
        Console.WriteLine($"exit code     {exitCode}{(error.Length > 0 ? $", and it wrote:\n{error}" : "")}");
    }
}
