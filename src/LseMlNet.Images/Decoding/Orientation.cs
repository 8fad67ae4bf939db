using SkiaSharp;

namespace LseMlNet.Images;

/// <summary>
/// Turns pictures upright. Cameras store pictures as the sensor sees them, and the EXIF data states how to
/// turn them. Models expect upright pictures.
/// </summary>
internal static class Orientation
{
    // A square with sides of this many pixels stays in the cache while it is read along the columns and written along the rows.
    private const int Tile = 32;

    public static bool IsUpright(SKEncodedOrigin origin) => origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default;

    public static bool SwapsSides(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Whether the left column of the upright picture is the right column, or the bottom row, of the stored one.</summary>
    public static bool StartsRight(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;

    /// <summary>Whether the top row of the upright picture is the bottom row, or the right column, of the stored one.</summary>
    public static bool StartsBottom(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Copies a picture so that it is upright.</summary>
    /// <param name="origin">How the picture is stored.</param>
    /// <param name="stored">The stored pixels.</param>
    /// <param name="width">The width of the upright picture.</param>
    /// <param name="height">The height of the upright picture.</param>
    /// <param name="upright">The upright pixels.</param>
    public static void Turn(SKEncodedOrigin origin, ReadOnlySpan<uint> stored, int width, int height, Span<uint> upright)
    {
        (int start, int across, int down) = Steps(origin, width, height);
        for (int top = 0; top < height; top += Tile)
        {
            for (int left = 0; left < width; left += Tile)
            {
                int right = Math.Min(left + Tile, width), bottom = Math.Min(top + Tile, height);
                for (int y = top; y < bottom; y++)
                {
                    int at = start + left * across + y * down;
                    for (int x = left; x < right; x++, at += across)
                    {
                        upright[y * width + x] = stored[at];
                    }
                }
            }
        }
    }

    // Where the first upright pixel is stored, and the distances from there to the next pixel in its row and in its column.
    private static (int Start, int Across, int Down) Steps(SKEncodedOrigin origin, int width, int height)
    {
        int last = width * height - 1;
        return origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => (last, -1, -width),
            SKEncodedOrigin.BottomLeft => (last - width + 1, 1, -width),
            SKEncodedOrigin.LeftTop => (0, height, 1),
            SKEncodedOrigin.RightTop => (last - height + 1, -height, 1),
            SKEncodedOrigin.RightBottom => (last, -height, -1),
            SKEncodedOrigin.LeftBottom => (height - 1, height, -1),
            _ => (0, 1, width),
        };
    }
}
