namespace LseMlNet.Tests.Support;

/// <summary>Texts in the repository that describe the code, so that a code change shows up as a change to a file.</summary>
internal static class Tracked
{
    /// <summary>
    /// Compares a text with the tracked file. Set LSEMLNET_ACCEPT=1 to rewrite the file, and read the diff before you commit it.
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
        Assert.True(
            expected == actual,
            $"{string.Join('/', path)} does not match the code. It should be:\n{actual}\n"
            + "If the change is intended, run the tests with LSEMLNET_ACCEPT=1 and commit the file.");
    }
}
