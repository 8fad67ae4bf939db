using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>The code examples in the XML documentation of src.</summary>
internal static partial class XmlDocumentation
{
    public static IEnumerable<MarkdownBlock> Examples() =>
        from file in Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        let page = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        where !page.Contains("/obj/", StringComparison.Ordinal)
        let content = File.ReadAllText(file).ReplaceLineEndings("\n")
        from Match match in Example().Matches(content)
        let line = 1 + content[..match.Index].Count(character => character == '\n')
        from code in XElement.Parse(Slashes().Replace(match.Value, "")).Descendants("code")
        let text = code.Value.Trim('\n')
        select new MarkdownBlock(page, line, "csharp", UsingDirective().IsMatch(text) ? "program" : "fragment", text);

    [GeneratedRegex("^ *using [A-Za-z.]+;")]
    private static partial Regex UsingDirective();

    [GeneratedRegex("<example>.*?</example>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^ *///", RegexOptions.Multiline)]
    private static partial Regex Slashes();
}
