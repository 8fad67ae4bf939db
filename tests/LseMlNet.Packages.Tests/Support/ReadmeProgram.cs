using System.Text.RegularExpressions;

namespace LseMlNet.Packages.Tests.Support;

/// <summary>A complete program of README.md: a block that starts with <c>```csharp program</c>.</summary>
/// <param name="Text">The program.</param>
/// <param name="Output">What it prints, from the block <c>```text output</c> that follows, or null if there is none.</param>
public sealed partial record ReadmeProgram(string Text, string? Output)
{
    /// <summary>All programs, in the order of the page.</summary>
    public static IReadOnlyList<ReadmeProgram> All { get; } =
        [.. Blocks().Matches(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n"))
            .Select(match => new ReadmeProgram(match.Groups["text"]
                .Value, match.Groups["output"] is { Success: true } output ? output.Value.TrimEnd() : null))];

    /// <summary>The package that it needs.</summary>
    public string Package => Text.Contains("using Microsoft.ML;", StringComparison.Ordinal) ? "LseMlNet" : "LseMlNet.Numerics";

    /// <summary>Its position in <see cref="All"/> and its package, which form the name of the test.</summary>
    public override string ToString() => $"{All.ToList().IndexOf(this) + 1}-{Package}";

    [GeneratedRegex("^```csharp program\n(?<text>(?:(?!```).*\n)*)```\n(?:\n*```text output\n(?<output>(?:(?!```).*\n)*)```)?",
        RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
