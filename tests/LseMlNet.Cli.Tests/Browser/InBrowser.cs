namespace LseMlNet.Cli.Tests.Browser;

/// <summary>
/// Tests of pages share one browser and run while no other test does. The browser has processes of its own, which lose keys when they get
/// too little processor time.
/// </summary>
[CollectionDefinition(nameof(InBrowser), DisableParallelization = true)]
public sealed class InBrowser : ICollectionFixture<Chromium>;
