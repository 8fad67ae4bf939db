using System.Net;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Support;

/// <summary>A problem document from the server.</summary>
internal sealed record Problem(HttpStatusCode Status, string Title, string Detail)
{
    /// <summary>Reads a response that must be a complete problem document.</summary>
    public static async Task<Problem> Read(HttpResponseMessage response)
    {
        JsonElement json = await ServedClassifier.ReadJson(response);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)response.StatusCode, json.GetProperty("status").GetInt32());
        var problem = new Problem(response.StatusCode, json.GetProperty("title").GetString()!, json.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.Title);
        Assert.NotEmpty(problem.Detail);
        Assert.DoesNotContain("   at ", problem.Detail, StringComparison.Ordinal);
        return problem;
    }
}
