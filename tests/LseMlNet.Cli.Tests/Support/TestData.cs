namespace LseMlNet.Cli.Tests.Support;

/// <summary>Files that the tests cannot create themselves.</summary>
internal static class TestData
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
