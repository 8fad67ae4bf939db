using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The path of the page, relative to the repository, with slashes.</param>
/// <param name="Line">The line of its opening fence, counted from 1.</param>
/// <param name="Language">The first word after the fence.</param>
/// <param name="Info">The rest of the line.</param>
/// <param name="Text">Its lines, with \n between them.</param>
public sealed partial record MarkdownBlock(string Page, int Line, string Language, string Info, string Text)
{
    private static readonly string[] Folders = ["docs", "src", "examples"];

    private static readonly string[] Generated = ["bin", "obj", "_site", "api", "node_modules"];

    /// <summary>The blocks of all pages.</summary>
    public static IReadOnlyList<MarkdownBlock> All { get; } = [.. Pages().SelectMany(Read)];

    /// <summary>The kind of block by the convention of <see cref="DocumentationTests"/>: the first word of Info, or "file".</summary>
    public string Kind => File is null ? Info.Split(' ')[0] : "file";

    /// <summary>The file that the block is a part of, relative to the repository, or null.</summary>
    public string? File => Info.StartsWith("file=", StringComparison.Ordinal) ? Info["file=".Length..] : null;

    /// <summary>The reason why the block does not run.</summary>
    public string Reason => Info[Kind.Length..].Trim();

    /// <summary>The block before this one on the same page, or null.</summary>
    public MarkdownBlock? Previous => All.LastOrDefault(block => block.Page == Page && block.Line < Line);

    public override string ToString() => $"{Page}:{Line}";

    private static IEnumerable<string> Pages() =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(page => !page.Split('/').Any(Generated.Contains))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<MarkdownBlock> Read(string page)
    {
        string content = System.IO.File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");
        return from Match match in Fenced().Matches(content)
               let indent = match.Groups["indent"].Length
               let lines = match.Groups["text"].Value.Split('\n')[..^1].Select(line => line[Math.Min(indent, line.Length)..])
               select new MarkdownBlock(
                   page,
                   1 + content[..match.Groups["indent"].Index].Count(character => character == '\n'),
                   match.Groups["language"].Value,
                   match.Groups["info"].Value.Trim(),
                   string.Join('\n', lines));
    }

    // A fence may be indented, as in a list.
    [GeneratedRegex("^(?<indent> *)```(?<language>[^\\s`]*)(?<info>[^\n`]*)\n(?<text>.*?)^ *```$",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();
}
