using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LseMlNet.Tests.Conventions;

/// <summary>
/// A test is where its source is: same folder, same name, with "Tests" appended. tests/tested-elsewhere.txt lists the exceptions.
/// </summary>
public sealed partial class LayoutTests
{
    private const string ListFile = "tests/tested-elsewhere.txt";

    private static readonly string[] Sources = [.. Files("src", "*.cs"), .. Files("src", "*.razor")
        .Where(file => !file.EndsWith("_Imports.razor", StringComparison.Ordinal))];
    private static readonly string[] Tests = [.. Files("tests", "*.cs")];
    private static readonly Entry[] Entries = [.. ReadEntries()];

    [Fact]
    public void Sources_WithoutMirroringTest_AreListed() => AssertNone(
        Sources.Where(source => !Tests.Contains(MirrorOf(source)) && !Entries.Any(entry => Covers(entry.Source, source))),
        "have no test at the mirrored path");

    [Fact]
    public void TestFiles_WithoutMirroredSource_AreListed()
    {
        HashSet<string> mirrors = [.. Sources.Select(MirrorOf)];
        AssertNone(
            Tests.Where(test => !mirrors.Contains(test) && !Entries.Any(entry => Covers(entry.Test,
                test)) && !IsOfKind(test) && !IsOfProject(test)),
            "mirror no source");
    }

    [Fact]
    public void Entries_PathsAndSources_ExistAndNeedTheEntry()
    {
        AssertNone(
            Entries.SelectMany(entry => (string[])[entry.Source, entry.Test]).Where(path => path.Length > 0 && !Exists(path)),
            "do not exist");
        AssertNone(
            Entries.Where(entry => entry.Source.Length > 0 && !Sources.Any(source => Covers(entry.Source,
                source) && !Tests.Contains(MirrorOf(source))))
                .Select(entry => entry.Source),
            "need no entry, because every file has a test at the mirrored path");
    }

    [Fact]
    public void TestsFolder_Projects_AreTestProjectsOrListed() => AssertNone(
        Directory.GetDirectories(Repository.PathOf("tests")).Select(folder => $"tests/{Path.GetFileName(folder)}")
            .Where(folder => !folder.EndsWith(".Tests", StringComparison.Ordinal) && !IsOfProject($"{folder}/")),
        "are not test projects");

    [Fact]
    public void Projects_Compile_OnlyTheirOwnSources() => AssertNone(
        from pattern in (string[])["*.csproj", "*.props", "*.targets"]
        from file in Files("", pattern)
        from item in XDocument.Load(Repository.PathOf(file)).Descendants("Compile")
        let include = (string?)item.Attribute("Include")
        where include is not null && (include.Contains("..", StringComparison.Ordinal) || include.Contains("$(", StringComparison.Ordinal))
        select $"{file}: {include}",
        "compile sources of another project");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "obj" or "bin" or "artifacts")
        select path;

    private static string MirrorOf(string source) => MirrorPattern().Replace(source, "tests/$1.Tests/$2Tests.cs");

    private static bool Covers(string listed, string path) =>
        path == listed || (listed.Length > 0 && path.StartsWith($"{listed}/", StringComparison.Ordinal));

    private static bool IsOfKind(string test) => Entries.Any(entry => entry.Kind.Length > 0 && test.Split('/').Contains(entry.Kind));

    private static bool IsOfProject(string test) =>
        Entries.Any(entry => entry.Project.Length > 0 && test.StartsWith($"tests/{entry.Project}/", StringComparison.Ordinal));

    private static bool Exists(string path) => File.Exists(Repository.PathOf(path)) || Directory.Exists(Repository.PathOf(path));

    private static IEnumerable<Entry> ReadEntries()
    {
        foreach (string line in File.ReadAllLines(Repository.PathOf(ListFile)).Where(line => line.Length > 0 && line[0] != '#'))
        {
            Match match = EntryPattern().Match(line);
            Assert.True(match.Success, $"{ListFile}: \"{line}\" is not an entry. The first lines of the file show the form.");
            yield return new Entry(
                match.Groups["source"].Value, match.Groups["test"].Value, match.Groups["kind"].Value, match.Groups["project"].Value);
        }
    }

    private static void AssertNone(IEnumerable<string> paths, string problem)
    {
        string[] all = [.. paths.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{all.Length} paths {problem}; move or rename them, or change {ListFile}:\n{string.Join('\n', all)}");
    }

    [GeneratedRegex(@"^src/([^/]+)/(.+)\.(?:cs|razor)$")]
    private static partial Regex MirrorPattern();

    [GeneratedRegex(@"^((?<source>src/\S+) -> (?<test>tests/\S+)|kind (?<kind>\S+)|project (?<project>\S+)): \S.*$")]
    private static partial Regex EntryPattern();

    private sealed record Entry(string Source, string Test, string Kind, string Project);
}
