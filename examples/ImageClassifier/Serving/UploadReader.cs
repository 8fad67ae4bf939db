using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using static LseMlNet.Examples.ImageClassifier.Serving.RefusedUploadException;

namespace LseMlNet.Examples.ImageClassifier.Serving;

/// <summary>Takes the bytes of a picture out of a request: its body, or the one file of a form.</summary>
/// <param name="maxBytes">How large a picture may be.</param>
internal sealed class UploadReader(int maxBytes)
{
    /// <summary>What a form adds to a picture: boundaries, headers and short fields.</summary>
    public const int FormOverhead = 16 * 1024;

    private const string Form = "multipart/form-data";

    // The server limits the request as a whole; below that, a form stays in memory.
    private readonly FormOptions _form = new() { MultipartBodyLengthLimit = long.MaxValue, MemoryBufferThreshold = maxBytes + FormOverhead, ValueCountLimit = 16 };

    /// <summary>The types of a body that is a picture. What it really is, its first bytes say.</summary>
    public static IReadOnlyList<string> BodyTypes { get; } = ["image/png", "image/jpeg", "application/octet-stream"];

    /// <exception cref="RefusedUploadException">There is no picture in the request, more than one, or too large a one.</exception>
    public async Task<byte[]> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Headers.ContentEncoding.Count > 0)
            throw UnsupportedType($"The request has Content-Encoding: {request.Headers.ContentEncoding}; wanted none. PNG and JPEG pictures are packed already.");
        if (request.ContentLength > maxBytes + FormOverhead)
            throw TooManyBytes(request.ContentLength.Value);

        string? type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        try
        {
            byte[] bytes =
                type == Form ? await ReadForm(request, cancellation) :
                BodyTypes.Contains(type) ? await ReadAll(request.Body, cancellation) :
                throw UnsupportedType(
                    $"The request has {(request.ContentType is { Length: > 0 } given ? $"Content-Type: {given}" : "no Content-Type")}; wanted {string.Join(", ", BodyTypes)} " +
                    $"with the picture as the body, or {Form} with the picture as a file. With curl: --data-binary @shirt.png -H 'Content-Type: image/png'.");
            return bytes.Length <= maxBytes ? bytes : throw TooManyBytes(bytes.Length);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooManyBytes(null);
        }
        catch (BadHttpRequestException e)
        {
            throw new RefusedUploadException(e.StatusCode, "The request cannot be read", $"{e.Message} Send it again, whole.", e);
        }
    }

    private async Task<byte[]> ReadForm(HttpRequest request, CancellationToken cancellation)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(_form, cancellation);
        }
        // A form is broken, or ends before its last boundary; what the server itself has against a request is no matter of forms.
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw BadRequest($"The form cannot be read: {e.Message} Wanted {Form} with one file. With curl: -F picture=@shirt.png.", e);
        }
        if (form.Files.Count != 1)
            throw BadRequest($"The form has {(form.Files.Count == 0 ? "no file" : $"{form.Files.Count} files")}; wanted one. With curl: -F picture=@shirt.png.");
        await using Stream file = form.Files[0].OpenReadStream();
        return await ReadAll(file, cancellation);
    }

    private static async Task<byte[]> ReadAll(Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private RefusedUploadException TooManyBytes(long? found) => TooLarge(
        $"The upload has {(found is null ? "too many" : $"{found:N0}")} bytes; wanted at most {maxBytes:N0}. Send a smaller picture, or start the server with a larger --max-bytes.");
}
