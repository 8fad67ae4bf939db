namespace LseMlNet.Images;

/// <summary>
/// How pixels are computed when a picture is resized. All filters but <see cref="Nearest"/> average over every pixel of the picture when it
/// is scaled down (antialiasing), as Pillow's <c>Image.resize</c> does.
/// </summary>
public enum ImageFilter
{
    /// <summary>A triangle: linear interpolation when the picture is scaled up. Most models were trained with it.</summary>
    Bilinear = 0,

    /// <summary>A cubic spline with a = −0.5 (Keys 1981). Sharper than <see cref="Bilinear"/>.</summary>
    Bicubic = 1,

    /// <summary>A windowed sinc with three lobes (Duchon 1979). The sharpest.</summary>
    Lanczos = 2,

    /// <summary>The nearest pixel, without antialiasing.</summary>
    Nearest = 3,
}
