using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LseMlNet.Cli.Tests.Browser;

/// <summary>Takes the screenshots for the README. LSEMLNET_ACCEPT=1 replaces the files.</summary>
[Collection(nameof(InBrowser))]
public sealed class ReadmePicturesTests(Chromium browser)
{
    private const int MostBytes = 150 * 1024;

    [Fact]
    public async Task Serve_RefusedPicture_IsTaken()
    {
        await using ServerProcess server =
            await ServerProcess.Start(BuiltProgram.PathOf("LseMlNet.Cli"), temporaryFolder: null, "--minimum-probability", "0.9");
        await using Window window = await Open(height: 660);
        await window.Page.GotoAsync($"{server.Address}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "t shirt top 2" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 3 })).ToHaveTextAsync("No answer refused");
        await window.Page.Mouse.MoveAsync(0, 0);

        await AssertTaken(window, "serve");
    }

    [Fact]
    public async Task Report_Beginning_IsTaken()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "ankle-boot-2.png", "bag-1.png", "t-shirt-top-2.png" })
        {
            File.Copy(Classifier.Picture(name), folder[name]);
        }

        ProgramRun run = Classifier.Run(
            folder, "report", "--minimum-probability", "0.9", "ankle-boot-2.png", "bag-1.png", "t-shirt-top-2.png");
        Assert.Equal(0, run.ExitCode);
        await using Window window = await Open(height: 960);
        await window.Page.GotoAsync(new Uri(folder["report.html"]).AbsoluteUri);

        await AssertTaken(window, "report");
    }

    private Task<Window> Open(int height) => browser.Open(new() { ViewportSize = new() { Width = 1000, Height = height } });

    // Fonts, and therefore pixels, differ between computers. The test can only check that there is a small picture.
    private static async Task AssertTaken(Window window, string name)
    {
        await window.Screenshot($"readme-{name}", fullPage: false);
        string file = Repository.PathOf("docs", "images", $"{name}.png");
        if (Environment.GetEnvironmentVariable("LSEMLNET_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Repository.PathOf("artifacts", "screenshots", $"readme-{name}.png"), file, overwrite: true);
        }
        Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
        Assert.Empty(window.Complaints);
    }
}
