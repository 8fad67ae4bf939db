using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace LseMlNet.Cli.Serve;

/// <summary>POST /classify: takes pictures and returns answers or a problem.</summary>
internal static class ClassifyEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, UploadReader reader, PictureService pictures) =>
        routes.MapPost("/classify", (HttpRequest request, CancellationToken cancellation) => Classify(request, reader, pictures, cancellation))
            .WithName("classify")
            .WithSummary("Classifies pictures.")
            .WithDescription(
                $"Takes a {PictureDecoder.Formats} picture as the body, as a file of a form, or in base64 in a JSON object. A form with several " +
                $"files, or a JSON object with a list, gets a list with an answer or a problem for each picture, in their order. There may be {UploadReader.MostPictures} of them.")
            .Produces<ClassifyAnswer>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer(async (operation, context, cancellation) =>
            {
                operation.RequestBody = DescribeBody();
                await DescribeLists(operation, context, cancellation);
            });

    private static async Task<IResult> Classify(
        HttpRequest request, UploadReader reader, PictureService pictures, CancellationToken cancellation)
    {
        try
        {
            Upload upload = await reader.Read(request, cancellation);
            return upload.IsList
                ? TypedResults.Ok(await pictures.ClassifyAll(upload.Pictures, cancellation))
                : TypedResults.Ok(await pictures.Classify(upload.Pictures[0], cancellation));
        }
        catch (RefusedUploadException e)
        {
            if (e.Status == StatusCodes.Status503ServiceUnavailable)
            {
                request.HttpContext.Response.Headers.RetryAfter = "1";
            }
            else if (e.Status == StatusCodes.Status408RequestTimeout)
            {
                // Otherwise, the server would wait for the rest of the upload.
                request.HttpContext.Response.Headers.Connection = "close";
            }

            return Problems.From(e);
        }
    }

    // The framework knows one type for each status.
    private static async Task DescribeLists(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        OpenApiSchema element = await context.GetOrCreateSchemaAsync(typeof(PictureAnswer), cancellationToken: cancellation);
        context.Document!.AddComponent(nameof(PictureAnswer), element);
        var list = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchemaReference(nameof(PictureAnswer), context.Document),
            MaxItems = UploadReader.MostPictures,
        };
        OpenApiMediaType answer = operation.Responses!["200"].Content![UploadReader.Json];
        answer.Schema = new OpenApiSchema { OneOf = [answer.Schema!, list] };
    }

    // The handler reads the request itself, so the framework cannot describe the body.
    private static OpenApiRequestBody DescribeBody()
    {
        var bytes = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        var text = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" };
        var content = UploadReader.BodyTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = bytes });
        content["multipart/form-data"] = new OpenApiMediaType
        {
            Schema = With("picture", List(bytes)),
        };
        content[UploadReader.Json] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { OneOf = [With("image", text), With("images", List(text))] },
        };
        return new OpenApiRequestBody { Required = true, Content = content };

        static OpenApiSchema List(OpenApiSchema item) => new() { Type = JsonSchemaType.Array, Items = item, MinItems = 1, MaxItems = UploadReader.MostPictures };

        static OpenApiSchema With(string name, OpenApiSchema value) => new()
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { [name] = value },
            Required = new HashSet<string> { name },
        };
    }
}
