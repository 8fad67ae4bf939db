namespace LseMlNet.Cli.Html;

/// <summary>Maps shares to the coordinates of a drawing. Both axes end at 1.</summary>
/// <param name="left">The share at the left end of the horizontal axis.</param>
/// <param name="acrossStep">The distance between the vertical grid lines.</param>
/// <param name="bottom">The share at the lower end of the vertical axis.</param>
/// <param name="upStep">The distance between the horizontal grid lines.</param>
public sealed class PlotScale(double left, double acrossStep, double bottom, double upStep)
{
    /// <summary>The size of the drawing in its own units, and the edges of the area inside the axes.</summary>
    public const double Width = 480, Height = 330, LeftEdge = 66, RightEdge = 456, TopEdge = 12, BottomEdge = 280;

    /// <summary>The shares that have a vertical grid line.</summary>
    public IEnumerable<double> AcrossTicks => Ticks(left, acrossStep);

    /// <summary>The shares that have a horizontal grid line.</summary>
    public IEnumerable<double> UpTicks => Ticks(bottom, upStep);

    public double X(double share) => LeftEdge + (share - left) / (1 - left) * (RightEdge - LeftEdge);

    public double Y(double share) => BottomEdge - (share - bottom) / (1 - bottom) * (BottomEdge - TopEdge);

    // Slightly more than 1, because the sum of the steps is rounded.
    private static IEnumerable<double> Ticks(double first, double step)
    {
        for (int i = 0; first + i * step < 1.0001; i++)
        {
            yield return first + i * step;
        }
    }
}
