namespace LseMlNet.Cli.Tests;

/// <summary>Files that cannot be made here.</summary>
internal static class TestData
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "LseMlNet.Cli", "Data", name);
}
