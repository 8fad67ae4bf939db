using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace LseMlNet.Cli.Tests.Report;

/// <summary>The report is one self-contained file that everyone can read.</summary>
public sealed class ReportPageTests : IDisposable
{
    private static readonly string[] WithReferences = ["src", "href", "srcset", "data", "poster", "action", "xlink:href"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_References_StayInsideThePage()
    {
        IHtmlDocument page = ReportDocument.Make(_folder, "--minimum-probability", "0.9");

        Assert.Empty(page.QuerySelectorAll("script, link, iframe, object, embed, base"));
        string[] references =
        [
            .. from element in page.All
               from attribute in element.Attributes
               where WithReferences.Contains(attribute.Name)
               select attribute.Value,
        ];
        Assert.Equal(20, references.Count(reference => reference.StartsWith("data:image/png;base64,", StringComparison.Ordinal)));
        Assert.All(references, reference => Assert.True(
            reference.StartsWith("data:image/", StringComparison.Ordinal) ||
            (reference[0] == '#' && page.GetElementById(reference[1..]) is not null),
            reference));
        string text = File.ReadAllText(_folder["report.html"]);
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Accessibility_HasNamesOrderAndKeyboardAccess()
    {
        IHtmlDocument page = ReportDocument.Make(_folder, "--minimum-probability", "0.9");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("light dark", page.QuerySelector("meta[name=color-scheme]")!.GetAttribute("content"));
        Assert.NotEmpty(page.Title!);
        Assert.All(page.QuerySelectorAll("img"), image =>
            Assert.StartsWith("The picture ", image.GetAttribute("alt"), StringComparison.Ordinal));
        string[] ids = [.. page.QuerySelectorAll("[id]").Select(element => element.Id!)];
        Assert.Equal(ids, ids.Distinct());
        Assert.DoesNotContain("", ids);
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), element =>
            Assert.All(element.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotEmpty(page.GetElementById(id)!.TextContent)));
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("th"), cell => Assert.Contains(cell.GetAttribute("scope"), (string[])["row", "col"]));
        });
        Assert.All(page.QuerySelectorAll("svg:not([aria-hidden])"), drawing =>
        {
            Assert.Equal("img", drawing.GetAttribute("role"));
            string[] names = drawing.GetAttribute("aria-labelledby")!.Split(' ');
            Assert.Equal(["title", "desc"], names.Select(id => page.GetElementById(id)!.LocalName));
        });
        Assert.Equal(4, page.QuerySelectorAll("svg[role=img]").Length);
        // Regions that scroll can be reached with the keyboard.
        Assert.All(page.QuerySelectorAll(".scroll"), region => Assert.Equal("0", region.GetAttribute("tabindex")));
        Assert.Equal("a", page.Body!.FirstElementChild!.LocalName);

        int[] levels = [.. page.QuerySelectorAll("h1, h2, h3, h4").Select(heading => heading.LocalName[1] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Equal(1, levels.Count(level => level == 1));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void Names_MarkupAndControlCharacters_AreText()
    {
        const string Name = "<b onclick=x>&amp;\"' \u0001 é.png", Label = "<script>alert(1)</script> & co";
        File.Copy(Classifier.Picture("bag-1.png"), _folder[Name]);
        File.WriteAllLines(_folder["labels.txt"], Enumerable.Repeat(Label, 10));

        Classifier.Run(_folder, "report", "--labels", "labels.txt", Name);

        // The parser is not strict here, because the standard has no way to write U+0001.
        IHtmlDocument page = new HtmlParser().ParseDocument(File.ReadAllText(_folder["report.html"]));
        Assert.Empty(page.QuerySelectorAll("script, b, [onclick]"));
        Assert.Equal(
            (Name, Label), (page.QuerySelector("li.picture .file")!.TextContent, page.QuerySelector("li.picture h3")!.TextContent));
        Assert.Equal($"The picture {Name}", page.QuerySelector("img")!.GetAttribute("alt"));
    }
}
