using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using static LseMlNet.Cli.Serve.RefusedUploadException;

namespace LseMlNet.Cli.Serve;

/// <summary>Reads pictures from a request: its body, the files of a form, or base64 in JSON.</summary>
/// <param name="maxBytes">The largest size of all pictures of a request together, in bytes.</param>
/// <param name="time">How long a client may take to send the request.</param>
internal sealed class UploadReader(int maxBytes, TimeSpan time)
{
    /// <summary>The largest number of pictures in a request.</summary>
    public const int MostPictures = 32;

    private const int FirstPart = 16 * 1024;

    /// <summary>
    /// The number of bytes by which a request may exceed the limit for a picture. Up to that size, the server reads the whole request,
    /// so that it can tell the client that the picture is too large; beyond it, the server closes the connection.
    /// </summary>
    public const int MostExcess = 64 * 1024 * 1024;

    /// <summary>The content type of pictures in a JSON object.</summary>
    public const string Json = "application/json";

    private const string Form = "multipart/form-data";

    // The number of bytes that a form or JSON adds to the pictures: boundaries, headers and short fields.
    private const int Overhead = 16 * 1024;

    // No limit on the body is needed here, because the whole form is already in memory.
    private readonly FormOptions _form = new() { MultipartBodyLengthLimit = long.MaxValue, MemoryBufferThreshold = maxBytes + Overhead, ValueCountLimit = 2 * MostPictures };

    /// <summary>The content types of a body that is a picture. The decoder looks only at the first bytes.</summary>
    public static IReadOnlyList<string> BodyTypes { get; } = ["image/png", "image/jpeg", "image/jpg", "image/webp", "image/gif", "image/bmp", "application/octet-stream"];

    /// <exception cref="RefusedUploadException">The request has no pictures or too many pictures, or they are too large.</exception>
    public async Task<Upload> Read(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw UnsupportedType($"The request has Content-Encoding: {request.Headers.ContentEncoding}; expected none. Pictures are compressed already.");
        }

        string? type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        if (type == Form)
        {
            return await ReadForm(request, cancellation);
        }

        if (type == Json)
        {
            return await ReadJson(request, cancellation);
        }

        if (BodyTypes.Contains(type))
        {
            return new Upload([await ReadAll(request, maxBytes, cancellation)], IsList: false);
        }

        string found = string.IsNullOrEmpty(request.ContentType) ? "no Content-Type" : $"Content-Type: {request.ContentType}";
        throw UnsupportedType(
            $"The request has {found}; expected {string.Join(", ", BodyTypes)} with the picture as the body, {Form} with pictures as files, " +
            $"or {Json} with pictures in base64. " +
            "With curl: --data-binary @shirt.png -H 'Content-Type: image/png'.");
    }

    // {"image": "…"} or {"images": ["…", "…"]}, in base64, which has four characters for three bytes.
    private async Task<Upload> ReadJson(HttpRequest request, CancellationToken cancellation)
    {
        byte[] json = await ReadAll(request, (int)Math.Min(maxBytes * 4L / 3 + Overhead, int.MaxValue), cancellation);
        try
        {
            using var document = JsonDocument.Parse(json);
            bool isList = document.RootElement.TryGetProperty("images", out JsonElement images);
            if (document.RootElement.TryGetProperty("image", out JsonElement image) == isList)
            {
                throw new FormatException($"It has {(isList ? "both" : "neither")} of image and images.");
            }

            JsonElement[] all = isList ? [.. images.EnumerateArray()] : [image];
            CheckCount(all.Length);
            byte[][] pictures = Array.ConvertAll(all, picture => picture.GetBytesFromBase64());
            CheckBytes(pictures.Sum(picture => (long)picture.Length));
            return new Upload(pictures, isList);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw BadRequest(
                "The body is not a JSON object with pictures in base64; expected {\"image\": \"iVBORw0…\"} or {\"images\": [\"iVBORw0…\", …]}, " +
                "without a prefix such as data:image/png;base64.",
                e);
        }
    }

    private async Task<Upload> ReadForm(HttpRequest request, CancellationToken cancellation)
    {
        request.Body = new MemoryStream(await ReadAll(request, maxBytes + Overhead, cancellation));
        try
        {
            IFormFileCollection files = (await request.ReadFormAsync(_form, cancellation)).Files;
            CheckCount(files.Count);
            CheckBytes(files.Sum(file => file.Length));
            return new Upload([.. files.Select(Content)], IsList: files.Count > 1);
        }
        // The form is broken, ends before its last boundary, or has an encoding that is no longer supported.
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw BadRequest($"The form cannot be read: {e.Message} Expected {Form} with a file. With curl: -F picture=@shirt.png.", e);
        }
    }

    private async Task<byte[]> ReadAll(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
        {
            throw TooManyBytes(request.ContentLength);
        }

        using var deadline = new CancellationTokenSource(time);
        // Canceling the read itself would leave it unfinished, and the server would log an error.
        await using CancellationTokenRegistration cancelRead = deadline.Token.Register(request.BodyReader.CancelPendingRead);
        try
        {
            return await ReadBody(request, most, cancellation);
        }
        catch (BadHttpRequestException e)
        {
            throw new RefusedUploadException(e.StatusCode, "The request cannot be read", $"{e.Message} Send all of it again.", e);
        }
        // The client has probably disconnected.
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            throw BadRequest("The connection ended before the picture did. Send all of it again.", e);
        }
    }

    // If the client states the length, no byte is copied twice.
    private async Task<byte[]> ReadBody(HttpRequest request, int most, CancellationToken cancellation)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)(request.ContentLength ?? FirstPart));
        int length = 0;
        for (bool isEnd = false; !isEnd;)
        {
            ReadResult read = await request.BodyReader.ReadAsync(cancellation);
            long needed = length + read.Buffer.Length;
            if (needed <= most)
            {
                if (needed > bytes.Length)
                {
                    Array.Resize(ref bytes, (int)Math.Min(Math.Max(2 * needed, FirstPart), most));
                }

                read.Buffer.CopyTo(bytes.AsSpan(length));
                length = (int)needed;
            }
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (needed > most)
            {
                throw TooManyBytes(null);
            }

            if (read.IsCanceled)
            {
                throw TooSlow($"The upload is not complete after {time.TotalSeconds:0.#} s; expected all of it by then. Send it faster.");
            }

            isEnd = read.IsCompleted;
        }
        Array.Resize(ref bytes, length);
        return bytes;
    }

    private static byte[] Content(IFormFile file)
    {
        byte[] bytes = new byte[file.Length];
        using Stream stream = file.OpenReadStream();
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void CheckCount(int pictures)
    {
        if (pictures is < 1 or > MostPictures)
        {
            throw BadRequest($"The request has {(pictures == 0 ? "no picture" : $"{pictures} pictures")}; expected 1 to {MostPictures}. With curl: -F picture=@shirt.png.");
        }
    }

    private void CheckBytes(long pictures)
    {
        if (pictures > maxBytes)
        {
            throw TooManyBytes(pictures);
        }
    }

    private RefusedUploadException TooManyBytes(long? found) => TooLarge(
        $"The upload has {(found is null ? "too many" : $"{found:N0}")} bytes; expected at most {maxBytes:N0}. Send smaller or fewer pictures, or start the server with a larger --max-bytes.");
}
