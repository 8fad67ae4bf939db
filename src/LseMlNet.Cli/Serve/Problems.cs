using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LseMlNet.Cli.Serve;

/// <summary>Errors as problem documents (RFC 9457).</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json";

    public static ProblemHttpResult From(RefusedUploadException e) => TypedResults.Problem(e.Message, statusCode: e.Status, title: e.Title);

    public static Task Write(HttpContext context, int status, string detail) => TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    /// <summary>Adds a helpful detail to the error responses that come from the framework itself.</summary>
    public static void Explain(ProblemDetailsContext problem)
    {
        HttpContext context = problem.HttpContext;
        problem.ProblemDetails.Detail ??= problem.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is no {context.Request.Path} here; /openapi/v1.json lists what there is.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{context.Request.Path} does not accept {context.Request.Method}; expected {context.Response.Headers.Allow}.",
            StatusCodes.Status500InternalServerError => "The server failed and wrote the reason to its terminal. The request may be fine.",
            _ => null,
        };
    }
}
