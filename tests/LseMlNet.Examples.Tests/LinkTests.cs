using System.Text;
using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests;

/// <summary>
/// Every relative link of every page leads to a file or folder of the repository, and every anchor to a heading
/// there. Links to the web are not followed.
/// </summary>
public partial class LinkTests
{
    private static readonly string[] Folders = ["docs", "src", "examples", "tests", "benchmarks", ".github"];

    private static readonly string[] Generated = ["bin", "obj"];

    public static TheoryData<string> Pages => [.. FindPages()];

    [Theory, MemberData(nameof(Pages))]
    public void Links_OfPage_LeadToFilesAndHeadings(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        var broken = new List<string>();
        foreach (string link in Links(WithoutCode(File.ReadAllText(Repository.PathOf(page)))).Where(IsRelative))
        {
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Uri.UnescapeDataString(parts[0]), folder);
            if (!IsInRepository(target) || !Path.Exists(target))
            {
                broken.Add($"{link}: there is no such file in the repository");
            }
            else if (parts.Length > 1 && !(target.EndsWith(".md", StringComparison.Ordinal) && Anchors(target).Contains(parts[1])))
            {
                broken.Add($"{link}: the page has no such heading; it has {string.Join(", ", Anchors(target))}");
            }
        }
        Assert.Equal([], broken);
    }

    /// <summary>Package feeds also show a package's README, and relative links do not work there.</summary>
    [Fact]
    public void Links_OfPackageReadmes_AreAbsolute() => Assert.Equal(
        [],
        from page in FindPages()
        where page.StartsWith("src/", StringComparison.Ordinal) && page.Split('/') is [_, _, "README.md"]
        from link in Links(WithoutCode(File.ReadAllText(Repository.PathOf(page))))
        where IsRelative(link)
        select $"{page}: {link}");

    [Theory]
    [InlineData("## Saved, loaded, exported", "saved-loaded-exported")]
    [InlineData("# The `lsemlnet` program", "the-lsemlnet-program")]
    [InlineData("### Use [one](a.md) engine_", "use-one-engine_")]
    public void Anchors_OfHeading_AreThoseOfTheSite(string heading, string anchor) => Assert.Equal([anchor], AnchorsOf(heading));

    private static IEnumerable<string> FindPages() =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Folders.Select(folder => Repository.PathOf(folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(page => !page.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    private static bool IsRelative(string link) => !AbsoluteLink().IsMatch(link);

    private static bool IsInRepository(string path) =>
        !Path.GetRelativePath(Repository.Root, path).StartsWith("..", StringComparison.Ordinal);

    private static IEnumerable<string> Links(string markdown) =>
        InlineLink().Matches(markdown).Concat(ReferenceLink().Matches(markdown)).Concat(HtmlLink().Matches(markdown)).Select(
            match => match.Groups["link"].Value);

    private static HashSet<string> Anchors(string page) => [.. AnchorsOf(WithoutFences(File.ReadAllText(page)))];

    // Returns the heading in lower case, without punctuation, and with a hyphen for each space.
    private static IEnumerable<string> AnchorsOf(string markdown)
    {
        var counts = new Dictionary<string, int>();
        foreach (Match heading in Heading().Matches(markdown))
        {
            var anchor = new StringBuilder();
            foreach (char character in LinkInText().Replace(heading.Groups["text"].Value.TrimEnd(), "${text}"))
            {
                if (char.IsLetterOrDigit(character) || character is '-' or '_')
                {
                    anchor.Append(char.ToLowerInvariant(character));
                }
                else if (character == ' ')
                {
                    anchor.Append('-');
                }
            }
            int count = counts[anchor.ToString()] = counts.GetValueOrDefault(anchor.ToString()) + 1;
            yield return count == 1 ? anchor.ToString() : $"{anchor}-{count - 1}";
        }
    }

    private static string WithoutFences(string markdown) => Fence().Replace(markdown.ReplaceLineEndings("\n"), "");

    private static string WithoutCode(string markdown) => CodeSpan().Replace(WithoutFences(markdown), "");

    [GeneratedRegex("^(?<indent> *)(?<fence>```+).*?^\\k<indent>\\k<fence>", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("^#{1,6} +(?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\\[(?<text>[^\\]]*)\\]\\([^)]*\\)")]
    private static partial Regex LinkInText();

    [GeneratedRegex("\\]\\(\\s*<?(?<link>[^)\\s>]+)>?[^)]*\\)")]
    private static partial Regex InlineLink();

    [GeneratedRegex("^ {0,3}\\[[^\\]]+\\]:\\s+<?(?<link>[^\\s>]+)", RegexOptions.Multiline)]
    private static partial Regex ReferenceLink();

    [GeneratedRegex("(?:href|src)=\"(?<link>[^\"]+)\"")]
    private static partial Regex HtmlLink();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex AbsoluteLink();
}
