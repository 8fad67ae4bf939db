using Microsoft.AspNetCore.Http;

namespace LseMlNet.Cli.Serve;

/// <summary>
/// Protects the server against other pages. The server is meant only for this computer, but any page in a browser on this computer can send
/// requests to it. The server refuses requests from other pages, and its own page runs only its own files.
/// </summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        // The headers are added at the last moment, because error handling starts by clearing all headers.
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>
    /// With each request, a browser states whether a page of another site made it; other clients do not. Any site may link to the page. An
    /// old browser names only the site that a request comes from, and does not name it if the request follows a link.
    /// </summary>
    public static Task RefuseOtherSites(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Request.Headers;
        bool isForeign = headers["Sec-Fetch-Site"] is [{ } site]
            ? site is not ("same-origin" or "none") && !IsLinkToThePage(context.Request)
            : headers["Sec-Fetch-Site"].Count > 0 || (headers.Origin.Count > 0 && headers.Origin != $"{context.Request.Scheme}://{context.Request.Host}");
        return isForeign
            ? Problems.Write(context, StatusCodes.Status403Forbidden, "A page of another site made this request; expected the server's own page, or no browser.")
            : next(context);
    }

    /// <summary>
    /// If the host name of another site resolves to this address (DNS rebinding), a page of that site would look like the server's own.
    /// </summary>
    public static Task RefuseOtherHosts(HttpContext context, RequestDelegate next) =>
        context.Request.Host.Host.ToLowerInvariant() is "127.0.0.1" or "localhost"
            ? next(context)
            : Problems.Write(context, StatusCodes.Status421MisdirectedRequest, $"The request is for host '{context.Request.Host.Host}'; expected 127.0.0.1 or localhost.");

    private static bool IsLinkToThePage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path == "/" && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
}
