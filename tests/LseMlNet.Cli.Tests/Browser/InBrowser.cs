namespace LseMlNet.Cli.Tests.Browser;

/// <summary>
/// Tests of pages share one browser and run while no other test does: the browser has processes of its own for the work of a page, and
/// starved of the processor it loses keys.
/// </summary>
[CollectionDefinition(nameof(InBrowser), DisableParallelization = true)]
public sealed class InBrowser : ICollectionFixture<Chromium>;
