using System.Text;
using LseMlNet.Cli.Serve.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LseMlNet.Cli.Serve;

/// <summary>
/// Serves the page, its files (embedded resources of the program), its sample pictures, and the settings for other clients.
/// </summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServeRequest request)
    {
        MapFile(routes, "/page.js", "text/javascript; charset=utf-8", Resource("page.js"));
        MapFile(routes, "/page.css", "text/css; charset=utf-8", Resource("page.css"));
        MapFile(routes, "/style.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(StyleSheet.Text));
        MapFile(routes, "/icon.svg", "image/svg+xml", Resource("icon.svg"));

        IReadOnlyList<Picture> samples = request.IsShippedModel ? PictureFinder.Find(PictureFinder.Shipped).Pictures : [];
        foreach (Picture sample in samples)
        {
            MapFile(routes, $"/samples/{sample.Name}", "image/png", File.ReadAllBytes(sample.File));
        }

        var about = new About(request.ModelName, request.Model.MinimumProbability, request.Limits.MaxBytes, request.Limits.MaxPixels, [.. samples.Select(sample => sample.Name)]);
        MapFile(routes, "/", "text/html; charset=utf-8", Page(about));
        routes.MapGet("/about", () => TypedResults.Ok(about))
            .WithName("about")
            .WithSummary("Returns the server's model and limits.");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string path, string type, byte[] content) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Bytes(content, type)).ExcludeFromDescription();

    private static byte[] Page(About about)
    {
        using var html = new StringWriter();
        HtmlPages.Write<ServedPage>(html, about);
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream($"Page/{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <param name="Model">The name of the model's file.</param>
    /// <param name="MinimumProbability">The probability below which an answer is refused; 0 accepts every answer.</param>
    /// <param name="MaxBytes">The largest size of a picture's file, in bytes.</param>
    /// <param name="MaxPixels">The largest number of pixels in a picture.</param>
    /// <param name="Samples">The files under /samples/.</param>
    internal sealed record About(string Model, float MinimumProbability, int MaxBytes, int MaxPixels, IReadOnlyList<string> Samples);
}
