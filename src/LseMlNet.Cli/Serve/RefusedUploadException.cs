using Microsoft.AspNetCore.Http;

namespace LseMlNet.Cli.Serve;

/// <summary>An upload that cannot be classified, through no fault of the server: what was found, what was wanted, and how to fix it.</summary>
internal sealed class RefusedUploadException(int status, string title, string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The kind of failure, the same for all of the kind.</summary>
    public string Title => title;

    public static RefusedUploadException BadRequest(string detail, Exception? cause = null) =>
        new(StatusCodes.Status400BadRequest, "The request has no picture that can be used", detail, cause);

    public static RefusedUploadException Unreadable(string detail, Exception? cause = null) =>
        new(StatusCodes.Status400BadRequest, "The picture cannot be read", detail, cause);

    public static RefusedUploadException TooLarge(string detail) =>
        new(StatusCodes.Status413PayloadTooLarge, "The picture is too large", detail);

    public static RefusedUploadException UnsupportedType(string detail) =>
        new(StatusCodes.Status415UnsupportedMediaType, "This is no PNG or JPEG picture", detail);

    public static RefusedUploadException Busy(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "The server is busy", detail);
}
