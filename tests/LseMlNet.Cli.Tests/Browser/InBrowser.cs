namespace LseMlNet.Cli.Tests.Browser;

/// <summary>
/// Tests of pages share one browser, and no other test runs at the same time. The browser runs in its own processes, which miss key
/// presses if they get too little processor time.
/// </summary>
[CollectionDefinition(nameof(InBrowser), DisableParallelization = true)]
public sealed class InBrowser : ICollectionFixture<Chromium>;
