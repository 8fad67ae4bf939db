namespace LseMlNet.Examples.Tests.Support;

/// <summary>Models of other people, with what they were published with. They are no part of the repository and may be absent.</summary>
internal static class RealModels
{
    /// <summary>Set where these tests have to run, so that they fail instead of being skipped.</summary>
    private const string Required = "LSEMLNET_REQUIRE_REAL_MODELS";

    /// <summary>The folder of a model; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        string folder = Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "real", name));
        Assert.SkipUnless(
            Directory.Exists(folder) || Environment.GetEnvironmentVariable(Required) == "1",
            $"There is no folder {folder}; the model '{name}' is not part of the repository.");
        return folder;
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LseMlNet.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds LseMlNet.sln.");
        return folder;
    }
}
