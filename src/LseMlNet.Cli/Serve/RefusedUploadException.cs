using Microsoft.AspNetCore.Http;

namespace LseMlNet.Cli.Serve;

/// <summary>An upload cannot be classified. The detail states what is wrong and how to fix it.</summary>
internal sealed class RefusedUploadException(int status, string title, string detail, Exception? cause = null) : Exception(detail, cause)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The kind of failure; the same for all failures of that kind.</summary>
    public string Title => title;

    public static RefusedUploadException From(RefusedPictureException e) => e.Fault switch
    {
        ImageFault.NotAPicture => UnsupportedType(e.Message, e),
        ImageFault.TooLarge => TooLarge(e.Message, e),
        _ => Unreadable(e.Message, e),
    };

    public static RefusedUploadException BadRequest(string detail, Exception? cause = null) =>
        new(StatusCodes.Status400BadRequest, "The request has no usable picture", detail, cause);

    public static RefusedUploadException Unreadable(string detail, Exception? cause = null) =>
        new(StatusCodes.Status400BadRequest, "The picture cannot be read", detail, cause);

    public static RefusedUploadException TooLarge(string detail, Exception? cause = null) =>
        new(StatusCodes.Status413PayloadTooLarge, "The picture is too large", detail, cause);

    public static RefusedUploadException UnsupportedType(string detail, Exception? cause = null) =>
        new(StatusCodes.Status415UnsupportedMediaType, "This is not a picture that can be decoded", detail, cause);

    public static RefusedUploadException TooSlow(string detail) =>
        new(StatusCodes.Status408RequestTimeout, "The upload takes too long", detail);

    public static RefusedUploadException NotScored(string detail, Exception? cause = null) =>
        new(StatusCodes.Status500InternalServerError, "The model cannot score the picture", detail, cause);

    public static RefusedUploadException Busy(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, "The server is busy", detail);
}
