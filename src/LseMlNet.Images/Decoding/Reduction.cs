using SkiaSharp;

namespace LseMlNet.Images;

/// <summary>
/// How far a picture was scaled down while it was decoded. The decoder of JPEG can compute each block of 8 x 8 pixels as 4 x 4, 2 x 2 or
/// one, which costs a fraction of the time.
/// </summary>
/// <param name="Factor">The number of pixels of the picture that became one pixel, in both directions: 1, 2, 4 or 8.</param>
/// <param name="Width">The width of the whole picture, upright.</param>
/// <param name="Height">The height of the whole picture, upright.</param>
/// <param name="Left">
/// Where the picture begins, in decoded pixels. If its width is not a multiple of the factor, the outermost pixel covers less of it.
/// </param>
/// <param name="Top">The row where the picture begins, in decoded pixels.</param>
internal readonly record struct Reduction(int Factor, int Width, int Height, double Left, double Top)
{
    // The model's own filter averages over this many decoded pixels, or more. With fewer, the result would differ from that of the whole
    // picture by more than half a level of 255 on average (measured with photographs; Pillow's reducing_gap is 2 or 3).
    private const double MinimumScale = 4;

    private const int Largest = 8;

    public static Reduction None(int width, int height) => new(1, width, height, 0, 0);

    /// <summary>The largest factor that leaves enough pixels.</summary>
    /// <param name="preparation">What the pixels are for.</param>
    /// <param name="width">The width of the upright picture.</param>
    /// <param name="height">The height of the upright picture.</param>
    public static int FactorFor(ImagePreparation preparation, int width, int height)
    {
        if (preparation.Filter == ImageFilter.Nearest)
        {
            return 1;
        }

        Placement placement = Placement.Of(preparation, width, height);
        double scale = Math.Min(placement.Source.Width / placement.Width, placement.Source.Height / placement.Height);
        int factor = Largest;
        while (factor > 1 && scale < factor * MinimumScale)
        {
            factor /= 2;
        }

        return factor;
    }

    /// <param name="factor">The factor.</param>
    /// <param name="origin">
    /// How the picture is stored. The incomplete pixels are at the right and at the bottom of the stored picture.
    /// </param>
    /// <param name="header">The size of the whole picture, upright.</param>
    public static Reduction Of(int factor, SKEncodedOrigin origin, in ImageHeader header) => new(
        factor,
        header.Width,
        header.Height,
        Orientation.StartsRight(origin) ? Decoded(header.Width, factor) - (double)header.Width / factor : 0,
        Orientation.StartsBottom(origin) ? Decoded(header.Height, factor) - (double)header.Height / factor : 0);

    /// <summary>The number of decoded pixels along a side.</summary>
    public static int Decoded(int side, int factor) => (side + factor - 1) / factor;

    /// <summary>A part of the picture in decoded pixels.</summary>
    public Box ToDecoded(in Box box) => new(Left + box.Left / Factor, Top + box.Top / Factor, box.Width / Factor, box.Height / Factor);
}
