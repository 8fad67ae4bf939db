using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LseMlNet.Cli.Serve;

/// <summary>GET /health: classifies a picture that is known to work.</summary>
internal static class HealthEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, HealthCheck check, Readiness readiness) =>
        routes.MapGet("/health", () => Answer(check, readiness))
            .WithName("health")
            .WithSummary(
                "Shows whether the server can classify pictures, by classifying one. A server that is about to stop reports that it cannot.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Results<Ok<Health>, ProblemHttpResult> Answer(HealthCheck check, Readiness readiness)
    {
        if (readiness.IsStopping)
        {
            return TypedResults.Problem("Send requests to another server.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The server is about to stop");
        }

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
