using Microsoft.Playwright;

namespace LseMlNet.Examples.Tests.ImageClassifier.Browser;

/// <summary>A page in a browser, with all that it says to its console and asks of the network.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Type}: {message.Text}"] : []);
        page.PageError += (_, error) => Complaints.Add($"exception: {error}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, violations of the content security policy among them, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The addresses that the page has asked for, itself included.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<Window> Open(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Puts a picture of the page into artifacts/screenshots, for people to look at.</summary>
    public Task Screenshot(string name, bool fullPage = true) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Repository.PathOf("artifacts", "screenshots", $"{name}.png"),
        FullPage = fullPage,
        Animations = ScreenshotAnimations.Disabled,
    });

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
