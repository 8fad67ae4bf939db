namespace LseMlNet.Tests.Support;

/// <summary>Texts that are kept in the repository so that a change of what they describe shows as a change of a file.</summary>
internal static class Tracked
{
    /// <summary>
    /// Compares a text with the tracked one. Set LSEMLNET_ACCEPT=1 to write the tracked file anew, and read the difference before it is
    /// committed.
    /// </summary>
    public static void AssertSame(string actual, params string[] path)
    {
        string file = Repository.PathOf(path);
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("LSEMLNET_ACCEPT") == "1")
        {
            File.WriteAllText(file, actual);
        }

        string expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(expected == actual, $"{string.Join('/', path)} no longer describes what is. It should read:\n{actual}\nIf that is meant, run the tests with LSEMLNET_ACCEPT=1 and commit the file.");
    }
}
