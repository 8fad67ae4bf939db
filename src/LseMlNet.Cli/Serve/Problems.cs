using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LseMlNet.Cli.Serve;

/// <summary>What went wrong, as a problem document (RFC 9457).</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static ProblemHttpResult From(RefusedUploadException e) => TypedResults.Problem(e.Message, statusCode: e.Status, title: e.Title);

    public static Task Write(HttpContext context, int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    /// <summary>Gives what the framework answers by itself a detail that helps.</summary>
    public static void Explain(ProblemDetailsContext problem)
    {
        HttpContext context = problem.HttpContext;
        problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is no {context.Request.Path} here; /openapi/v1.json says what there is.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{context.Request.Method} is not for {context.Request.Path}; wanted {context.Response.Headers.Allow}.",
            StatusCodes.Status500InternalServerError => "The server failed, and has written why to its terminal. The request may be as it should be.",
            _ => null,
        };
    }
}
