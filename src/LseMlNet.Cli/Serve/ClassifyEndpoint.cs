using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace LseMlNet.Cli.Serve;

/// <summary>POST /classify: takes a picture and returns an answer or a problem.</summary>
internal static class ClassifyEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, UploadReader reader, PictureService pictures) =>
        routes.MapPost("/classify", (HttpRequest request, CancellationToken cancellation) => Classify(request, reader, pictures, cancellation))
            .WithName("classify")
            .WithSummary("Classifies a picture.")
            .WithDescription($"Takes a {PictureDecoder.Formats} picture as the body, as the one file of a form, or in base64 in a JSON object.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody = DescribeBody();
                return Task.CompletedTask;
            });

    private static async Task<Results<Ok<ClassifyAnswer>, ProblemHttpResult>> Classify(
        HttpRequest request, UploadReader reader, PictureService pictures, CancellationToken cancellation)
    {
        try
        {
            byte[] picture = await reader.Read(request, cancellation);
            return TypedResults.Ok(await pictures.Classify(picture, cancellation));
        }
        catch (RefusedUploadException e)
        {
            if (e.Status == StatusCodes.Status503ServiceUnavailable)
            {
                request.HttpContext.Response.Headers.RetryAfter = "1";
            }
            else if (e.Status == StatusCodes.Status408RequestTimeout)
            {
                // Otherwise the server would go on to wait for the rest of the upload.
                request.HttpContext.Response.Headers.Connection = "close";
            }

            return Problems.From(e);
        }
    }

    // The handler reads the request itself, so the framework cannot describe the body.
    private static OpenApiRequestBody DescribeBody()
    {
        var bytes = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var content = UploadReader.BodyTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = bytes });
        content["multipart/form-data"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["picture"] = bytes },
                Required = new HashSet<string> { "picture" },
            },
        };
        content[UploadReader.Json] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["image"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" } },
                Required = new HashSet<string> { "image" },
            },
        };
        return new OpenApiRequestBody { Required = true, Content = content };
    }
}
