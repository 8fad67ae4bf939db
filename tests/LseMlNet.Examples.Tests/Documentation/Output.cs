using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>Compares the output that a page shows with the output of a program.</summary>
internal static class Output
{
    private const string AnyLines = "(?:[^\n]*\n)*?[^\n]*";

    /// <summary>
    /// A regular expression for what a page shows: a line … or ... stands for any lines, … within a line for any characters.
    /// </summary>
    public static string Pattern(string shown) => string.Join('\n', shown.TrimEnd().Split('\n').Select(LinePattern));

    private static string LinePattern(string line) =>
        line.Trim() is "…" or "..." ? AnyLines : Regex.Escape(line).Replace("…", "[^\n]*", StringComparison.Ordinal);

    public static void AssertMatches(string shown, string printed)
    {
        if (!Regex.IsMatch(printed.TrimEnd(), $"^{Pattern(shown)}$"))
        {
            Assert.Fail($"The page shows\n{shown}\nbut what is printed is\n{printed}");
        }
    }
}
