namespace LseMlNet.Examples.Tests.Documentation;

/// <summary>
/// The code and the commands in the documentation work as printed. The pages are the Markdown files of the repository root, of docs, of src
/// (the package READMEs) and of examples. The text after the three backticks determines what happens to a block:
/// <list type="table">
/// <item><term><c>csharp</c> or <c>csharp program</c></term><description>A complete Program.cs of a console project with implicit usings
/// that references the packages of this repository, Microsoft.ML, Microsoft.ML.ImageAnalytics, Microsoft.ML.OnnxRuntime and
/// Microsoft.Extensions.ObjectPool. It compiles without a warning, and runs in an empty folder with exit code 0.</description></item>
/// <item><term><c>csharp web</c></term><description>The same for an ASP.NET project. The block compiles, but does not run, because a
/// server does not end.</description></item>
/// <item><term><c>csharp norun reason</c></term><description>A program that compiles, but does not run, for the reason
/// given.</description></item>
/// <item><term><c>csharp fragment</c></term><description>Statements that use the variables <c>ml</c> (MLContext) and <c>data</c>
/// (IDataView). They compile after the usings of <see cref="CSharpProgram.Fragment"/>, but do not run. The <c>&lt;example&gt;</c> blocks in
/// the XML documentation of src are fragments, too, or programs if they start with a using directive.</description></item>
/// <item><term><c>csharp file=examples/QuickStart/X.cs</c></term><description>Consecutive lines of that file; indentation is
/// ignored.</description></item>
/// <item><term><c>text output</c></term><description>The output of the preceding C# block. After a block with <c>file=</c>,
/// consecutive lines of what that example prints.</description></item>
/// <item><term><c>text</c> with a first line that starts with <c>$ </c></term><description>A terminal session: each line that starts with
/// <c>$ </c> is a command that sh runs (one that ends in a backslash continues on the next line), the lines after it are its output and
/// errors. The session starts in a copy of the repository root that contains only examples. <c>lsemlnet</c> and <c>dotnet run</c> of an
/// example start the programs that were built with the tests. Each command ends with exit code 0, unless <c>$ echo $?</c> follows
/// it.</description></item>
/// <item><term><c>text norun reason</c></term><description>A terminal session that no test can run, for the reason
/// given.</description></item>
/// </list>
/// In output, a line <c>…</c> or <c>...</c> stands for any number of lines, and <c>…</c> within a line for any characters. Other blocks
/// are not checked.
/// </summary>
public class DocumentationTests
{
    public static TheoryData<MarkdownBlock> Programs =>
        Blocks("csharp", block => block.Kind is "" or "program" or "web" or "norun" or "fragment");

    public static TheoryData<MarkdownBlock> Excerpts => Blocks("csharp", block => block.Kind == "file");

    public static TheoryData<MarkdownBlock> Outputs => Blocks("text", block => block.Kind == "output");

    public static TheoryData<MarkdownBlock> Sessions => Blocks("text", block => block.Kind == "" && TerminalSession.Starts(block.Text));

    public static TheoryData<MarkdownBlock> XmlExamples => [.. XmlDocumentation.Examples()];

    [Theory, MemberData(nameof(Programs))]
    public void CSharpBlock_OfPage_CompilesAndRuns(MarkdownBlock block)
    {
        CSharpProgram program = CSharpProgram.Of(block);

        AssertCompiles(program, block);
        if (block.Kind is "" or "program")
        {
            ProgramRun run = program.Run();
            Assert.Equal("", run.Error);
            Assert.Equal(0, run.ExitCode);
        }
    }

    [Theory, MemberData(nameof(Excerpts))]
    public void CSharpBlock_WithFile_IsPartOfThatFile(MarkdownBlock block) =>
        Assert.Contains(Undented(block.Text), Undented(File.ReadAllText(Repository.PathOf(block.File!))), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Outputs))]
    public void OutputBlock_AfterCSharpBlock_IsWhatItPrints(MarkdownBlock block)
    {
        MarkdownBlock? code = block.Previous;
        Assert.True(code is { Language: "csharp" }, $"{block} does not follow a C# block.");
        if (code.File is { } file)
        {
            using var folder = new TemporaryFolder();
            string printed = BuiltProgram.Run(file.Split('/')[1], folder.FullName).Output;
            Assert.Matches($"(^|\n){Output.Pattern(block.Text)}(\n|$)", printed);
        }
        else
        {
            Output.AssertMatches(block.Text, CSharpProgram.Of(code).Run().Output);
        }
    }

    [Theory, MemberData(nameof(Sessions))]
    public void TerminalSession_OfPage_PrintsWhatThePageShows(MarkdownBlock block)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Terminal sessions are run by sh.");

        foreach (TerminalCommand command in TerminalSession.Run(block.Text))
        {
            Output.AssertMatches(command.ExpectedOutput, command.Output);
            Assert.True(command.MayFail || command.ExitCode == 0, $"{command.Text}: exit code {command.ExitCode}\n{command.Output}");
        }
    }

    [Theory, MemberData(nameof(XmlExamples))]
    public void XmlExample_OfSourceFile_Compiles(MarkdownBlock block) => AssertCompiles(CSharpProgram.Of(block), block);

    [Fact]
    public void Block_OfAnyPage_FollowsTheConvention()
    {
        string[] unknown =
        [
            .. from block in MarkdownBlock.All
               where block.Language switch
               {
                   "csharp" => block.Kind is not ("" or "program" or "web" or "norun" or "fragment" or "file"),
                   "text" => block.Kind is not ("" or "norun" or "output"),
                   _ => TerminalSession.Starts(block.Text),
               }
               select $"{block}: ```{block.Language} {block.Info}",
        ];
        Assert.Equal([], unknown);
        Assert.DoesNotContain(MarkdownBlock.All, block => block.Kind == "norun" && block.Reason.Length < 10);
    }

    [Fact]
    public void Readme_Blocks_IncludePrograms() => Assert.Contains(Programs, row => row.Data.Page == "README.md");

    private static void AssertCompiles(CSharpProgram program, MarkdownBlock block)
    {
        if (program.Problems.Any())
        {
            Assert.Fail(string.Join('\n', program.Problems.Prepend($"{block} does not compile:")));
        }
    }

    private static TheoryData<MarkdownBlock> Blocks(string language, Func<MarkdownBlock, bool> condition) =>
        [.. MarkdownBlock.All.Where(block => block.Language == language && condition(block))];

    private static string Undented(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));
}
