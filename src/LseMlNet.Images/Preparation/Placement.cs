namespace LseMlNet.Images;

/// <summary>Which part of a picture goes to which part of the result.</summary>
/// <param name="Source">The part of the upright picture, in its pixels.</param>
/// <param name="Left">The first column of the result that the part covers.</param>
/// <param name="Top">The first row of the result that the part covers.</param>
/// <param name="Width">The number of columns that the part covers.</param>
/// <param name="Height">The number of rows that the part covers.</param>
internal readonly record struct Placement(Box Source, int Left, int Top, int Width, int Height)
{
    /// <summary>Places a picture of <paramref name="width"/> and <paramref name="height"/>.</summary>
    public static Placement Of(ImagePreparation preparation, int width, int height) => preparation.Fit switch
    {
        ImageFit.Pad => Pad(preparation.Width, preparation.Height, width, height),
        ImageFit.Crop when preparation.ShortSide > 0 => Cut(preparation, width, height),
        ImageFit.Crop =>
            new Placement(Cover(preparation.Width, preparation.Height, width, height), 0, 0, preparation.Width, preparation.Height),
        _ => new Placement(new Box(0, 0, width, height), 0, 0, preparation.Width, preparation.Height),
    };

    // The largest part of the picture that has the shape of the area, as in Pillow's ImageOps.fit.
    private static Box Cover(int areaWidth, int areaHeight, int width, int height)
    {
        double widest = (double)areaWidth * height / areaHeight;
        bool isWider = widest <= width;
        double coveredWidth = isWider ? widest : width;
        double coveredHeight = isWider ? height : (double)areaHeight * width / areaWidth;
        return new Box((width - coveredWidth) / 2, (height - coveredHeight) / 2, coveredWidth, coveredHeight);
    }

    // The picture inside the area, as in Pillow's ImageOps.pad.
    private static Placement Pad(int areaWidth, int areaHeight, int width, int height)
    {
        bool isWider = (long)width * areaHeight > (long)areaWidth * height;
        int coveredWidth = isWider ? areaWidth : Math.Max(1, (int)Math.Round((double)width * areaHeight / height));
        int coveredHeight = isWider ? Math.Max(1, (int)Math.Round((double)height * areaWidth / width)) : areaHeight;
        return new Placement(
            new Box(0, 0, width, height),
            (int)Math.Round((areaWidth - coveredWidth) / 2.0),
            (int)Math.Round((areaHeight - coveredHeight) / 2.0),
            coveredWidth,
            coveredHeight);
    }

    // The size of the scaled picture is rounded to whole pixels, and so is the position of the part
    // that is cut out. Only that part is computed.
    private static Placement Cut(ImagePreparation preparation, int width, int height)
    {
        int side = preparation.ShortSide;
        (int scaledWidth, int scaledHeight) = width <= height
            ? (side, (int)((long)side * height / width))
            : ((int)((long)side * width / height), side);
        (double across, double down) = ((double)width / scaledWidth, (double)height / scaledHeight);
        int left = (scaledWidth - preparation.Width) / 2, top = (scaledHeight - preparation.Height) / 2;
        return new Placement(
            new Box(left * across, top * down, preparation.Width * across, preparation.Height * down), 0, 0, preparation.Width,
            preparation.Height);
    }
}

/// <summary>A part of a picture. The pixel at (x, y) covers the area from there to (x + 1, y + 1).</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height);
