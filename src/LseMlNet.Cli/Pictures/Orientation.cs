using SkiaSharp;

namespace LseMlNet.Cli.Pictures;

/// <summary>Cameras store pictures as the sensor sees them, and the EXIF data says how to turn them. Models expect them upright.</summary>
internal static class Orientation
{
    public static bool SwapsSides(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Returns the upright picture. Disposes the stored one, or returns it if it is upright already.</summary>
    public static SKBitmap Apply(SKEncodedOrigin origin, SKBitmap stored)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
        {
            return stored;
        }

        using SKBitmap source = stored;
        (int width, int height) = SwapsSides(origin) ? (source.Height, source.Width) : (source.Width, source.Height);
        var upright = new SKBitmap(source.Info.WithSize(width, height));
        upright.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(upright);
        canvas.SetMatrix(Matrix(origin, width, height));
        canvas.DrawBitmap(source, 0, 0);
        return upright;
    }

    // Where a stored pixel (x, y) goes in the upright picture of this width and height.
    private static SKMatrix Matrix(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        _ => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
    };
}
