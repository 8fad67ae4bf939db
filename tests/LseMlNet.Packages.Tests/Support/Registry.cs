namespace LseMlNet.Packages.Tests.Support;

/// <summary>The registry from which the dependencies of the packages are restored.</summary>
internal static class Registry
{
    public const string Address = "https://api.nuget.org/v3/index.json";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Fails the test at once if the registry does not answer. NuGet itself would retry for minutes.</summary>
    public static async Task AssertReachable()
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(Address), TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Assert.Fail($"This test restores the dependencies of the packages from {Address}, which does not answer: {exception.Message}");
        }
    }
}
