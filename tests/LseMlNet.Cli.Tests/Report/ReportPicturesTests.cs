using System.Buffers.Binary;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LseMlNet.Cli.Tests.Support;

namespace LseMlNet.Cli.Tests.Report;

public sealed class ReportPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_ClassesAndBars_AreWhatClassifySays()
    {
        IHtmlDocument page = ReportPage.Make(_folder);

        IReadOnlyList<PrintedPicture> printed = Classifier.Classify(_folder);
        IElement[] cards = [.. page.QuerySelectorAll("#answered li.picture")];
        Assert.Equal(printed.Select(picture => (picture.Name, picture.Label)), cards.Select(card => (card.QuerySelector(".file")!.TextContent, card.QuerySelector("h3")!.TextContent)));
        foreach ((PrintedPicture picture, IElement card) in printed.Zip(cards))
        {
            string[][] rows = card.QuerySelector("table")!.Rows();
            Assert.Equal(picture.Classes.Select(c => (c.Label, FormattableString.Invariant($"{100 * c.Probability:F2} %"))), rows.Select(row => (row[0], row[2])));
            // The bars say the same as the numbers beside them.
            Assert.Equal(rows.Select(row => $"width:{row[2].Replace(" ", "", StringComparison.Ordinal)}"), card.QuerySelectorAll(".fill").Select(fill => fill.GetAttribute("style")));
            Assert.Equal(Convert.ToBase64String(File.ReadAllBytes(Classifier.Picture(picture.Name))), card.QuerySelector("img")!.GetAttribute("src")!.Split(',')[1]);
        }
        Assert.Empty(page.QuerySelectorAll("#refused, .tag"));
    }

    [Fact]
    public void MinimumProbability_RefusedPictures_StandApart()
    {
        IHtmlDocument page = ReportPage.Make(_folder, "--minimum-probability", "0.9");

        Assert.Equal(["pullover-2.png", "shirt-1.png", "t-shirt-top-2.png"], page.QuerySelectorAll("#refused .file").Select(file => file.TextContent));
        Assert.All(page.QuerySelectorAll("#refused h3"), heading => Assert.Equal("No answerrefused", heading.TextContent));
        Assert.Equal(17, page.QuerySelectorAll("#answered li.picture .tag.accepted").Length);
        Assert.Equal(["20", "17", "3", "0"], page.QuerySelectorAll(".figures dd").Select(figure => figure.TextContent).Take(4));
    }

    [Fact]
    public void EntropyAndMargin_AreThoseOfTheRecords()
    {
        IHtmlDocument page = ReportPage.Make(_folder, Classifier.Picture("shirt-1.png"));

        // -Σ p log p, and the difference of the first two logits.
        Assert.Equal(["0.933", "0.85"], page.QuerySelectorAll("li.picture dd").Select(value => value.TextContent));
    }

    [Fact]
    public void WhatCannotBeUsed_IsNamed()
    {
        ProgramRun run = Classifier.Run(_folder, "report", "none", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, "error: none: there is no such file or folder\n"), (run.ExitCode, run.Error));
        Assert.Equal("report.html: 1 answered, 0 refused, 1 not usable; 5,000 held-out pictures evaluated.\n", run.Output);
        Assert.Equal(["none: there is no such file or folder"], ReportPage.Read(_folder).QuerySelectorAll("#unusable li").Select(item => item.TextContent));
    }

    [Fact]
    public void Jpeg_IsShownAsOne() =>
        Assert.StartsWith("data:image/jpeg;base64,", ReportPage.Make(_folder, TestData.File("shirt-2-gray.jpg")).QuerySelector("img")!.GetAttribute("src"), StringComparison.Ordinal);

    [Fact]
    public void LargePicture_IsMadeSmaller()
    {
        byte[] samples = new byte[300 * 400 * 3];
        new Random(5).NextBytes(samples);
        PngFile.Write(_folder["noise.png"], 300, 400, PngColor.Rgb, 8, samples);

        string[] source = ReportPage.Make(_folder, "noise.png").QuerySelector("img:not(.tiny)")!.GetAttribute("src")!.Split(',');

        byte[] bytes = Convert.FromBase64String(source[1]);
        Assert.Equal("data:image/png;base64", source[0]);
        Assert.InRange(bytes.Length, 1000, new FileInfo(_folder["noise.png"]).Length / 2);
        Assert.Equal((208, 208), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
    }

    [Theory]
    [InlineData("missing/report.html", "there is no such folder")]
    [InlineData(".", "it is a folder")]
    public void Out_CannotBeWritten_SaysSoAndDoesNothing(string file, string why) => Assert.Equal(
        new ProgramRun(1, "", $"error: report '{file}' cannot be written: {why}\n"), Classifier.Run(_folder, "report", "--out", file));
}
