using System.Reflection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LseMlNet.Cli.Tests.Browser;

/// <summary>
/// The installed Chromium, headless. Without it, the browser tests are skipped, or fail if LSEMLNET_REQUIRE_BROWSER is 1, as in CI.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    // In milliseconds. The tests do not measure time: a page may be slow on a busy computer, but a test must not hang.
    private const float Patience = 120_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }

        AssemblyMetadataAttribute driver = typeof(Chromium).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "PlaywrightDriver");
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", driver.Value);
        _playwright = await Playwright.CreateAsync();
        // In containers, the user is root, and Chromium's sandbox does not run as root. A sandbox is not needed,
        // because Chromium opens only our own pages.
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = program, ChromiumSandbox = false, Timeout = Patience });
        SetDefaultExpectTimeout(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a window that records the errors a user would not see.</summary>
    internal async Task<Window> Open(BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
        {
            string reason = $"No browser is installed: none of {string.Join(", ", Names)} is in a folder of PATH.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("LSEMLNET_REQUIRE_BROWSER") == "1", reason);
            throw new FileNotFoundException(reason);
        }
        IBrowserContext context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return await Window.Open(context);
    }

    private static string? Find() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in Names
         let program = Path.Combine(folder, name)
         where File.Exists(program)
         select program).FirstOrDefault();
}
