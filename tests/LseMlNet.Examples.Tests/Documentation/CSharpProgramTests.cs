namespace LseMlNet.Examples.Tests.Documentation;

public class CSharpProgramTests
{
    [Theory]
    [InlineData("program", "Console.WriteLine(1);", null)]
    [InlineData("program", "Console.WriteLine(missing);", "line 1: CS0103")]
    [InlineData("program", "\nstring text = null;\nConsole.WriteLine(text);", "line 2: CS8600")]
    [InlineData("program", "WebApplication.Create().Run();", "line 1: CS0103")]
    [InlineData("web", "WebApplication.Create().Run();", null)]
    [InlineData("fragment", "var pipeline = ml.Transforms.Softmax(\"Output\");\npipeline.Fit(data);", null)]
    [InlineData("fragment", "var pipeline = ml.Transforms.Softmax(\"Output\");\npipeline.Fit(rows);", "line 2: CS0103")]
    public void Problems_OfBlock_AreErrorsAndWarningsOfItsLines(string kind, string text, string? problem)
    {
        var block = new MarkdownBlock("page.md", 1, "csharp", kind, text);

        string? found = CSharpProgram.Of(block).Problems.FirstOrDefault();

        Assert.Equal(problem, found?[..Math.Min(found.Length, problem?.Length ?? found.Length)]);
    }

    [Fact]
    public void Run_Program_PrintsInAnEmptyFolder()
    {
        var block = new MarkdownBlock(
            "page.md", 1, "csharp", "program", "Console.WriteLine(Directory.GetFileSystemEntries(\".\").Length);\nreturn 7;");

        ProgramRun run = CSharpProgram.Of(block).Run();

        Assert.Equal(("0\n", "", 7), (run.Output, run.Error, run.ExitCode));
    }
}
