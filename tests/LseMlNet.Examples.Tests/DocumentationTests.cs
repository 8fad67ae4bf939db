using System.Text.RegularExpressions;

namespace LseMlNet.Examples.Tests;

/// <summary>The code in the documentation is that of the examples, which compile and run, and the terminal output is theirs.</summary>
public partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Append(Repository.PathOf("README.md")).Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory, MemberData(nameof(Pages))]
    public void CodeBlock_OfPage_StandsInAnExample(string page)
    {
        string[] sources =
        [
            .. Directory.GetFiles(Repository.PathOf("examples"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Select(file => Undented(File.ReadAllText(file))),
        ];
        foreach (Match block in CodeBlock().Matches(File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n")))
        {
            string code = Undented(block.Groups["code"].Value);
            Assert.True(sources.Any(source => source.Contains(code, StringComparison.Ordinal)), $"{page} shows code that is in no example:\n{code}");
        }
    }

    [Fact]
    public void Readme_PictureOfItWorking_IsWhatTheExamplePrints()
    {
        Match shown = ExampleRun().Match(File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n"));
        Assert.True(shown.Success, "README.md shows no run of the example.");

        ProgramRun run = BuiltProgram.Run(
            "ImageClassifier", Repository.PathOf("examples", "ImageClassifier"), shown.Groups["arguments"].Value.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(shown.Groups["output"].Value, run.Output);
    }

    [Fact]
    public void Readme_HasCodeBlocks() => Assert.NotEmpty(CodeBlock().Matches(File.ReadAllText(Repository.PathOf("README.md"))));

    // A page shows a part of a method without its indentation.
    private static string Undented(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("\\$ cd examples/ImageClassifier\n\\$ dotnet run -c Release -- (?<arguments>[^\n]*)\n(?<output>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExampleRun();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
