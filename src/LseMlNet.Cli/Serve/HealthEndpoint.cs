using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LseMlNet.Cli.Serve;

/// <summary>GET /health: classifies a picture that is known to work.</summary>
internal static class HealthEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, PictureService pictures)
    {
        byte[] sample = File.ReadAllBytes(PictureFinder.Find(PictureFinder.Shipped).Pictures[0].File);
        routes.MapGet("/health", (CancellationToken cancellation) => Check(pictures, sample, cancellation))
            .WithName("health")
            .WithSummary("Tells whether the server can classify pictures, by classifying one.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<Health>, ProblemHttpResult>> Check(PictureService pictures, byte[] sample, CancellationToken cancellation)
    {
        try
        {
            await pictures.Classify(sample, cancellation);
            return TypedResults.Ok(new Health("healthy"));
        }
        catch (RefusedUploadException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The server cannot classify pictures at the moment");
        }
    }

    /// <param name="Status">The word healthy.</param>
    internal sealed record Health(string Status);
}
