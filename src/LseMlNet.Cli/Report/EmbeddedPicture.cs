namespace LseMlNet.Cli.Report;

/// <summary>
/// A picture inside the page. Small pictures are unchanged and large ones are scaled down, so that a report of photographs can still be
/// sent by email.
/// </summary>
/// <param name="Source">The picture as a data URL.</param>
/// <param name="IsTiny">Whether it is so small that each of its pixels should be visible.</param>
internal sealed record EmbeddedPicture(string Source, bool IsTiny)
{
    private const int LargeFile = 100_000;

    // A small file can hold a picture for which a browser needs gigabytes.
    private const int LargeSide = 2_000;

    private const int TinySide = 64;

    // Twice the side of a card's picture, for screens with a high resolution.
    private const int ThumbnailSide = 208;

    public static EmbeddedPicture Read(Picture picture)
    {
        // The file was readable and within the limits a moment ago, but may be gone by now.
        byte[] bytes = picture.Read(int.MaxValue);
        EncodedPicture encoded = PictureDecoder.Inspect(bytes, picture.Name, ImageDecoder.MaxPixels);
        if (bytes.Length > LargeFile || Math.Max(encoded.Width, encoded.Height) > LargeSide)
        {
            encoded = PictureDecoder.Thumbnail(bytes, picture.Name, ThumbnailSide, ImageDecoder.MaxPixels);
        }

        return new EmbeddedPicture(
            $"data:{encoded.MediaType};base64,{Convert.ToBase64String(encoded.Bytes)}", Math.Max(encoded.Width, encoded.Height) <= TinySide);
    }
}
