using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LseMlNet.Cli.Tests.Browser;

/// <summary>A page in a browser, with the errors in its console and the requests it made.</summary>
internal sealed partial class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
            Complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, error) => Complaints.Add($"exception: {error}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings in the console, such as violations of the content security policy, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The addresses that were requested, including the page's own.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<Window> Open(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Saves a picture of the page in artifacts/screenshots for people to look at.</summary>
    public Task Screenshot(string name, bool fullPage = true) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Repository.PathOf("artifacts", "screenshots", $"{name}.png"),
        FullPage = fullPage,
        Animations = ScreenshotAnimations.Disabled,
    });

    /// <summary>The brightness of the background: 0 is black, 255 is white.</summary>
    public Task<float> Brightness() => Page.EvaluateAsync<float>(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + +part, 0) / 3");

    /// <summary>The number of pixels by which the page is wider than the window.</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>Finds the elements of an accessibility tree that have no name for a screen reader to read out.</summary>
    [GeneratedRegex(@"^\s*- (button|img|link|table|region|navigation)\s*:?\s*$", RegexOptions.Multiline)]
    public static partial Regex Nameless();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
