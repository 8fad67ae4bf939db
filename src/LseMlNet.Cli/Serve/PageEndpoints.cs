using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LseMlNet.Cli.Serve;

/// <summary>GET / and the files of the page, which are resources of this program, and what the page asks for.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, ServeRequest request)
    {
        MapFile(routes, "/", "text/html; charset=utf-8", Resource("index.html"));
        MapFile(routes, "/page.js", "text/javascript; charset=utf-8", Resource("page.js"));
        MapFile(routes, "/page.css", "text/css; charset=utf-8", Resource("page.css"));
        MapFile(routes, "/style.css", "text/css; charset=utf-8", Encoding.UTF8.GetBytes(StyleSheet.Text));
        MapFile(routes, "/icon.svg", "image/svg+xml", Resource("icon.svg"));

        IReadOnlyList<Picture> samples = request.IsShippedModel ? PictureFinder.Find(PictureFinder.Shipped).Pictures : [];
        foreach (Picture sample in samples)
        {
            MapFile(routes, $"/samples/{sample.Name}", "image/png", File.ReadAllBytes(sample.File));
        }

        var about = new About(request.ModelName, request.Model.MinimumProbability, request.MaxBytes, UploadCheck.MostPixels, [.. samples.Select(sample => sample.Name)]);
        routes.MapGet("/about", () => TypedResults.Ok(about))
            .WithName("about")
            .WithSummary("Says which model the server has, and what it takes.");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string path, string type, byte[] content) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], () => TypedResults.Bytes(content, type)).ExcludeFromDescription();

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream($"Page/{name}")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <param name="Model">The name of the model's file.</param>
    /// <param name="MinimumProbability">What the likeliest class needs for an answer; 0 accepts every one.</param>
    /// <param name="MaxBytes">How large a picture may be.</param>
    /// <param name="MaxPixels">How many pixels it may have.</param>
    /// <param name="Samples">Pictures to try, under /samples/.</param>
    internal sealed record About(string Model, float MinimumProbability, int MaxBytes, int MaxPixels, IReadOnlyList<string> Samples);
}
