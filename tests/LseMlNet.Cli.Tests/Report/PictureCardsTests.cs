using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace LseMlNet.Cli.Tests.Report;

public sealed class PictureCardsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cards_ShippedPictures_MatchClassify()
    {
        IHtmlDocument page = ReportDocument.Default();

        IReadOnlyList<PrintedPicture> printed = Classifier.Classify(_folder);
        IElement[] cards = [.. page.QuerySelectorAll("#answered li.picture")];
        Assert.Equal(
            printed.Select(picture => (picture.Name, picture.Label)),
            cards.Select(card => (card.QuerySelector(".file")!.TextContent, card.QuerySelector("h3")!.TextContent)));
        foreach ((PrintedPicture picture, IElement card) in printed.Zip(cards))
        {
            string[][] rows = card.QuerySelector("table")!.Rows();
            Assert.Equal(
                picture.Classes.Select(c => (c.Label, FormattableString.Invariant($"{100 * c.Probability:F2} %"))),
                rows.Select(row => (row[0], row[2])));
            // The bars show the same values as the numbers next to them.
            Assert.Equal(
                rows.Select(row => $"width:{row[2].Replace(" ", "", StringComparison.Ordinal)}"),
                card.QuerySelectorAll(".fill").Select(fill => fill.GetAttribute("style")));
            Assert.Equal(
                Convert.ToBase64String(File.ReadAllBytes(Classifier.Picture(picture.Name))),
                card.QuerySelector("img.tiny")!.GetAttribute("src")!.Split(',')[1]);
        }
        Assert.Empty(page.QuerySelectorAll("#refused, .tag"));
    }

    [Fact]
    public void Cards_MinimumProbability_AnsweredAndRefusedAreApart()
    {
        IHtmlDocument page = ReportDocument.Make(_folder, "--minimum-probability", "0.9");

        Assert.Equal(
            ["pullover-2.png", "shirt-1.png", "t-shirt-top-2.png"],
            page.QuerySelectorAll("#refused .file").Select(file => file.TextContent));
        Assert.All(page.QuerySelectorAll("#refused h3"), heading => Assert.Equal("No answerrefused", heading.TextContent));
        Assert.Equal(17, page.QuerySelectorAll("#answered li.picture .tag.accepted").Length);
        Assert.Equal(["20", "17", "3", "0"], page.QuerySelectorAll(".figures dd").Select(figure => figure.TextContent).Take(4));
    }

    [Fact]
    public void Card_UnsurePicture_ShowsEntropyAndMargin()
    {
        IHtmlDocument page = ReportDocument.Make(_folder, Classifier.Picture("shirt-1.png"));

        // The entropy is -Σ p log p; the margin is the difference between the first two logits.
        Assert.Equal(["0.933", "0.85"], page.QuerySelectorAll("li.picture dd").Select(value => value.TextContent));
    }
}
