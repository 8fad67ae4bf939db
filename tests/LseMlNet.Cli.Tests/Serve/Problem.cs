using System.Net;
using System.Text.Json;

namespace LseMlNet.Cli.Tests.Serve;

/// <summary>A problem document that the server answered with.</summary>
internal sealed record Problem(HttpStatusCode Status, string Title, string Detail)
{
    /// <summary>Reads an answer that has to be one, with all that a reader needs.</summary>
    public static async Task<Problem> Read(HttpResponseMessage response)
    {
        JsonElement json = await ServedClassifier.ReadJson(response);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)response.StatusCode, json.GetProperty("status").GetInt32());
        var problem = new Problem(response.StatusCode, json.GetProperty("title").GetString()!, json.GetProperty("detail").GetString()!);
        Assert.NotEmpty(problem.Title);
        Assert.NotEmpty(problem.Detail);
        Assert.DoesNotContain("   at ", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("lsemlnet-serve-", problem.Detail, StringComparison.Ordinal);
        return problem;
    }
}
