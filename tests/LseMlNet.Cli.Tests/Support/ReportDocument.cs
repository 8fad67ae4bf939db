using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>A report as a browser parses it. Anything that the HTML standard calls a parse error fails the test.</summary>
internal static class ReportDocument
{
    // Half a unit of the last digit that the report shows, and a little for rounding.
    private const double Tolerance = 0.6e-4;

    private static readonly Lazy<string> DefaultHtml = new(() =>
    {
        using var folder = new TemporaryFolder();
        Make(folder);
        return File.ReadAllText(folder["report.html"]);
    });

    private static readonly Lazy<HeldOutReference> DefaultReference = new(HeldOutReference.Compute);

    /// <summary>What the figures of <see cref="Default"/> should be.</summary>
    public static HeldOutReference Reference => DefaultReference.Value;

    /// <summary>The report that the command writes without arguments.</summary>
    public static IHtmlDocument Default() => Parse(DefaultHtml.Value);

    public static IHtmlDocument Make(TemporaryFolder folder, params string[] arguments)
    {
        ProgramRun run = Classifier.Run(folder, ["report", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Read(folder);
    }

    public static IHtmlDocument Read(TemporaryFolder folder) => Parse(File.ReadAllText(folder["report.html"]));

    /// <summary>The texts of a table's body, row by row.</summary>
    public static string[][] Rows(this IElement element) =>
        [.. element.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];

    public static double Number(this IElement element, string attribute) =>
        double.Parse(element.GetAttribute(attribute)!, CultureInfo.InvariantCulture);

    public static double[] Numbers(params string[] texts) => [.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    public static void AssertShown(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
}
