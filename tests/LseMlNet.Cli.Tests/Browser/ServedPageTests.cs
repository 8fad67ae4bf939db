using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LseMlNet.Cli.Tests.Browser;

/// <summary>The served page, as users see and use it.</summary>
[Collection(nameof(InBrowser))]
public sealed class ServedPageTests(Chromium browser, ServedClassifier server) : IClassFixture<ServedClassifier>
{
    [Fact]
    public async Task Page_Opened_ShowsWhatToDoWithoutErrors()
    {
        await using Window window = await Open();

        await Expect(window.Page).ToHaveTitleAsync("Image classifier");
        await Expect(window.Page.GetByText("up to 10 MB")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "trouser 1", Exact = true })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Article)).ToBeHiddenAsync();
        await window.Screenshot("page-opened");

        Assert.Empty(window.Complaints);
        Assert.All(window.Requests, request => Assert.StartsWith($"{server.Process.Address}", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Picture_Chosen_ShowsProbabilitiesAndDecision()
    {
        await using Window window = await Open();

        await Picker(window).SetInputFilesAsync(Classifier.Picture("t-shirt-top-2.png"));

        await AssertAnswer(window, "T-shirt/top", "58.08 %", "t-shirt-top-2.png");
        await Expect(window.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Entropy0.880");
        await Expect(window.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Margin0.45");
        IReadOnlyList<string> rows = await window.Page.GetByRole(AriaRole.Row).AllInnerTextsAsync();
        Assert.Equal(
            ["T-shirt/top 58.08 % 4.82", "Shirt 37.08 % 4.38", "Dress 3.06 % 1.88"],
            rows.Skip(1).Take(3).Select(row =>
                string.Join(' ', row.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
        // The lengths of the bars equal the probabilities.
        float[] bars = await window.Page.EvaluateAsync<float[]>(
            "[...document.querySelectorAll('.fill')]" +
            ".map(bar => bar.getBoundingClientRect().width / bar.parentElement.getBoundingClientRect().width)");
        Assert.Equal(0.5808, bars[0], 0.01);
        Assert.Equal(0.3708, bars[1], 0.01);
        await window.Screenshot("picture-chosen");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Picture_Dropped_IsClassified()
    {
        await using Window window = await Open();

        await Drop(window, "bag-1.png", ServedClassifier.Picture("bag-1.png"));

        await AssertAnswer(window, "Bag", "99.96 %", "bag-1.png");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Picture_Pasted_IsClassified()
    {
        await using Window window = await Open();

        await window.Page.EvaluateAsync(
            "bytes => { const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], " +
            "'pasted.png', { type: 'image/png' })); " +
            "document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); }",
            Convert.ToBase64String(ServedClassifier.Picture("coat-2.png")));

        await AssertAnswer(window, "Coat", "99.57 %", "pasted.png");
    }

    [Fact]
    public async Task Sample_Clicked_IsClassified()
    {
        await using Window window = await Open();
        ILocator sample = window.Page.GetByRole(AriaRole.Button, new() { Name = "trouser 1", Exact = true });

        await sample.ClickAsync();

        await AssertAnswer(window, "Trouser", "99.", "trouser-1.png");
        await Expect(sample).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Keyboard_Alone_ChoosesAPicture()
    {
        await using Window window = await Open();

        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(Picker(window)).ToBeFocusedAsync();
        await window.Screenshot("keyboard");
        IFileChooser chooser = await ChooserOfKey(window);
        await chooser.SetFilesAsync(Classifier.Picture("dress-1.png"));
        await AssertAnswer(window, "Dress", "99.9", "dress-1.png");

        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await AssertAnswer(window, "Ankle boot", "99.77 %", "ankle-boot-1.png");
    }

    /// <summary>
    /// A headless browser sometimes misses a key press while the machine is busy, so the key is pressed again, as a user would.
    /// </summary>
    private static async Task<IFileChooser> ChooserOfKey(Window window)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await window.Page.RunAndWaitForFileChooserAsync(
                    () => window.Page.Keyboard.PressAsync("Enter"), new() { Timeout = 10_000 });
            }
            catch (TimeoutException) when (tries < 3)
            {
                await Expect(Picker(window)).ToBeFocusedAsync();
            }
        }
    }

    [Fact]
    public async Task File_NotAPicture_SaysWhatIsWrongAndNextOneWorks()
    {
        await using Window window = await Open();
        ILocator alert = window.Page.GetByRole(AriaRole.Alert);

        await Drop(window, "notes.txt", "no picture"u8.ToArray());

        await Expect(alert).ToContainTextAsync("This is not a picture that can be decoded");
        await Expect(alert).ToContainTextAsync("notes.txt: this is not a picture; expected PNG, JPEG, WebP, GIF, BMP, ICO or WBMP");
        await window.Screenshot("no-picture");
        await Drop(window, "large.png", new byte[(10 << 20) + 1]);
        await Expect(alert).ToContainTextAsync("large.png: The picture has 10,485,761 bytes; the limit is 10,485,760.");
        await Expect(window.Page.GetByRole(AriaRole.Article)).ToBeHiddenAsync();
        await Expect(window.Page.GetByText("The answer appears here.")).ToBeHiddenAsync();
        await Drop(window, "bag-1.png", ServedClassifier.Picture("bag-1.png"));
        await Expect(alert).ToBeEmptyAsync();
        await AssertAnswer(window, "Bag", "99.96 %", "bag-1.png");
        // The browser logs the status 415 to its console.
        Assert.All(window.Complaints, complaint => Assert.Contains("status of 415", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_Several_AsksForOne()
    {
        await using Window window = await Open();

        await window.Page.EvaluateAsync(
            "() => { const data = new DataTransfer(); for (const name of ['a.png', 'b.png']) data.items.add(new File(['x'], name)); " +
            "document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }");

        await Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("These are 2 files; give one picture at a time.");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1200, "page-light")]
    [InlineData(ColorScheme.Dark, 1200, "page-dark")]
    [InlineData(ColorScheme.Light, 360, "page-narrow")]
    public async Task Page_AnySchemeAndWidth_Fits(ColorScheme scheme, int width, string name)
    {
        await using Window window = await Open(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await Picker(window).SetInputFilesAsync(Classifier.Picture("shirt-1.png"));
        await AssertAnswer(window, "Shirt", "63.59 %", "shirt-1.png");
        await window.Screenshot(name);

        Assert.True(scheme == ColorScheme.Dark ? await window.Brightness() < 60 : await window.Brightness() > 200);
        Assert.Equal(0, await window.Overflow());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task AccessibilityTree_WithAnAnswer_NamesEverything()
    {
        await using Window window = await Open();
        await Picker(window).SetInputFilesAsync(Classifier.Picture("bag-1.png"));
        await AssertAnswer(window, "Bag", "99.96 %", "bag-1.png");

        string tree = await window.Page.Locator("body").AriaSnapshotAsync();

        foreach (string expected in new[]
        {
            "heading \"What does this picture show?\" [level=1]", "region \"Your picture\"", "region \"The answer\"",
            "button \"Choose a picture or drop it here, or paste it\"",
            "list \"Or try one of these\"", "button \"ankle boot 1\"", "article \"Bag\"", "img \"The picture bag-1.png\"",
            "table \"The most probable classes\"",
            "row \"Bag 99.96 % 9.72\"", "columnheader \"Probability\"", "status: \"bag-1.png: Bag, 99.96 %, accepted.\"",
        })
        {
            Assert.True(tree.Contains(expected, StringComparison.Ordinal), $"No {expected} in\n{tree}");
        }
        Assert.DoesNotMatch(Window.Nameless(), tree);
    }

    private async Task<Window> Open(BrowserNewContextOptions? options = null)
    {
        Window window = await browser.Open(options);
        await window.Page.GotoAsync($"{server.Process.Address}");
        await Expect(window.Page.GetByText("up to 10 MB")).ToBeVisibleAsync();
        return window;
    }

    private static ILocator Picker(Window window) => window.Page.GetByLabel("Choose a picture");

    private static Task Drop(Window window, string name, byte[] bytes) => window.Page.EvaluateAsync(
        "([name, bytes]) => { const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob(bytes), c => " +
        "c.charCodeAt(0))], name)); " +
        "document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }",
        new[] { name, Convert.ToBase64String(bytes) });

    private static async Task AssertAnswer(Window window, string label, string probability, string name)
    {
        ILocator answer = window.Page.GetByRole(AriaRole.Article);
        await Expect(answer.GetByRole(AriaRole.Heading)).ToHaveTextAsync($"{label} accepted");
        await Expect(answer.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync(probability);
        await Expect(answer.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("alt", $"The picture {name}");
        Assert.True(await answer.GetByRole(AriaRole.Img)
            .EvaluateAsync<bool>("async picture => { await picture.decode(); return picture.naturalWidth === 28; }"));
        await Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{name}: {label}, {probability}");
    }
}
