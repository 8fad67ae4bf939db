namespace LseMlNet.Benchmarks;

/// <summary>The interpreter that runs the scripts of the peers.</summary>
internal static class Python
{
    public static string Program { get; } = Environment.GetEnvironmentVariable("PYTHON") ?? "python3";
}
