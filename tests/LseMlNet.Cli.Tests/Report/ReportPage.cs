using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LseMlNet.Cli.Tests.Report;

/// <summary>A report as a browser reads it. Anything that the HTML standard calls a parse error is one here.</summary>
internal static class ReportPage
{
    public static IHtmlDocument Make(TemporaryFolder folder, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(folder, ["report", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Read(folder);
    }

    public static IHtmlDocument Read(TemporaryFolder folder) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(File.ReadAllText(folder["report.html"]));

    /// <summary>The texts of a table's body, row by row.</summary>
    public static string[][] Rows(this IElement element) =>
        [.. element.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];
}
