namespace LseMlNet.Images;

/// <summary>The filters as functions of the distance from the center, in pixels. They are 0 beyond <see cref="Support"/>.</summary>
internal static class Kernels
{
    // The parameter of Keys' cubic convolution that Pillow uses.
    private const double Keys = -0.5;

    private const int Lobes = 3;

    public static double Support(ImageFilter filter) => filter switch
    {
        ImageFilter.Bilinear => 1,
        ImageFilter.Bicubic => 2,
        ImageFilter.Lanczos => Lobes,
        _ => 0.5,
    };

    public static double At(ImageFilter filter, double distance)
    {
        double x = Math.Abs(distance);
        return filter switch
        {
            ImageFilter.Bilinear => Math.Max(0, 1 - x),
            ImageFilter.Bicubic => Cubic(x),
            ImageFilter.Lanczos => x < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0,
            _ => x <= 0.5 ? 1 : 0,
        };
    }

    private static double Cubic(double x) => x switch
    {
        < 1 => ((Keys + 2) * x - (Keys + 3)) * x * x + 1,
        < 2 => Keys * (((x - 5) * x + 8) * x - 4),
        _ => 0,
    };

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
