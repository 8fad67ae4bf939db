using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LseMlNet.Cli.Tests.Browser;

/// <summary>The report, opened from a folder without a network.</summary>
[Collection(nameof(InBrowser))]
public sealed partial class ReportPageTests : IDisposable
{
    private readonly Chromium _browser;
    private readonly TemporaryFolder _folder = new();

    public ReportPageTests(Chromium browser)
    {
        _browser = browser;
        File.WriteAllText(_folder["notes.png"], "no picture");
        ProgramRun run = Classifier.Run(_folder, "report", "--minimum-probability", "0.9", Classifier.PictureFolder, "notes.png");
        // One of the files is not a picture, and the report says so.
        Assert.Equal(1, run.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Report_Opened_MakesNoRequestsAndHasNoErrors()
    {
        await using Window window = await Open();
        await window.Screenshot("report");

        Assert.Empty(window.Complaints);
        Assert.Equal(
            [new Uri(_folder["report.html"]).AbsoluteUri],
            window.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Report_Opened_HasAllSectionsAndPictures()
    {
        await using Window window = await Open();

        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
        foreach (string heading in new[]
        {
            "Refused", "Answered", "Not usable", "Metrics on held-out pictures", "Reliability", "Accepting and refusing",
            "Confusion matrix",
        })
        {
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 2 })).ToHaveCountAsync(1);
        }

        ILocator pictures = window.Page.GetByRole(AriaRole.Img, new() { NameRegex = PictureName() });
        await Expect(pictures).ToHaveCountAsync(20);
        Assert.True(await pictures.EvaluateAllAsync<bool>(
            "pictures => pictures.every(picture => picture.complete && picture.naturalWidth === 28)"));
        // The pictures that docs/concepts/reading-a-decision.md shows as refused at 0.9.
        string[] refused = await window.Page.GetByRole(AriaRole.Region, new() { Name = "Refused" }).GetByRole(AriaRole.Img)
            .EvaluateAllAsync<string[]>("all => all.map(picture => picture.alt)");
        Assert.Equal(
            ["pullover-2.png", "shirt-1.png", "t-shirt-top-2.png"], refused.Select(name => Path.GetFileName(name.Split(' ')[^1])).Order());
        await Expect(window.Page.GetByText("notes.png").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1200, "report-light")]
    [InlineData(ColorScheme.Dark, 1200, "report-dark")]
    [InlineData(ColorScheme.Light, 360, "report-narrow")]
    public async Task Report_AnySchemeAndWidth_Fits(ColorScheme scheme, int width, string name)
    {
        await using Window window = await Open(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await window.Screenshot(name);

        Assert.True(scheme == ColorScheme.Dark ? await window.Brightness() < 60 : await window.Brightness() > 200);
        Assert.Equal(0, await window.Overflow());
    }

    [Fact]
    public async Task Report_ForcedColors_ChartsAndBarsStayVisible()
    {
        await using Window window = await Open(new() { ForcedColors = ForcedColors.Active });

        string[] colours = await window.Page.EvaluateAsync<string[]>(
            """
            () => {
              const colour = (selector, property) => getComputedStyle(document.querySelector(selector))[property];
              return [
                colour("figure", "backgroundColor"),
                colour(".track", "backgroundColor"),
                colour(".fill", "backgroundColor"),
                colour("svg.chart .bar", "stroke"),
                colour("svg.chart .mark", "stroke"),
                colour("svg.chart text", "fill"),
              ];
            }
            """);

        await window.Screenshot("report-forced-colours");
        Assert.Equal(colours[0], colours[1]);
        Assert.All(colours[2..], colour => Assert.NotEqual(colours[0], colour));
    }

    [Fact]
    public async Task AccessibilityTree_Report_NamesEverything()
    {
        await using Window window = await Open();

        string tree = await window.Page.Locator("body").AriaSnapshotAsync();

        Assert.Contains("img \"The picture ", tree, StringComparison.Ordinal);
        Assert.Contains("navigation \"Sections\"", tree, StringComparison.Ordinal);
        Assert.DoesNotMatch(Window.Nameless(), tree);
    }

    private async Task<Window> Open(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.Offline = true;
        Window window = await _browser.Open(options);
        await window.Page.GotoAsync(new Uri(_folder["report.html"]).AbsoluteUri);
        return window;
    }

    [GeneratedRegex("^The picture ")]
    private static partial Regex PictureName();
}
