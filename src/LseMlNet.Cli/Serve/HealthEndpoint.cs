using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LseMlNet.Cli.Serve;

/// <summary>GET /health: classifies a picture that is known to work.</summary>
internal static class HealthEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, HealthCheck check) =>
        routes.MapGet("/health", () => Answer(check))
            .WithName("health")
            .WithSummary("Tells whether the server can classify pictures, by classifying one.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<Health>, ProblemHttpResult> Answer(HealthCheck check)
    {
        try
        {
            check.Run();
            return TypedResults.Ok(new Health("healthy"));
        }
        catch (UnusableInputException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The server cannot classify pictures");
        }
    }

    /// <param name="Status">The word healthy.</param>
    internal sealed record Health(string Status);
}
