using System.Globalization;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Html;

/// <summary>A drawing of shares against shares, with axes; things are placed by what they mean, not by where they stand.</summary>
internal sealed class Plot(double left, double acrossStep, double bottom, double upStep)
{
    private const double Width = 480, Height = 330, LeftEdge = 66, RightEdge = 456, TopEdge = 12, BottomEdge = 280;

    private readonly List<XElement> _things = [];

    public double X(double share) => LeftEdge + (share - left) / (1 - left) * (RightEdge - LeftEdge);

    public double Y(double share) => BottomEdge - (share - bottom) / (1 - bottom) * (BottomEdge - TopEdge);

    public void Add(XElement thing) => _things.Add(thing);

    public void Line(string cssClass, double x1, double y1, double x2, double y2) => Add(
        Tag.Of($"line.{cssClass}", At("x1", X(x1)), At("y1", Y(y1)), At("x2", X(x2)), At("y2", Y(y2))));

    /// <summary>A text, moved from its place by so many units.</summary>
    public void Label(string text, double x, double y, double right, double down, string anchor = "middle") => Add(
        Tag.Of("text.label", At("x", X(x) + right), At("y", Y(y) + down), Attribute("text-anchor", anchor), text));

    /// <summary>The picture, with a title and a description for who does not see it.</summary>
    /// <param name="id">Of its own in the page.</param>
    /// <param name="title">What it is.</param>
    /// <param name="description">What it says.</param>
    /// <param name="across">What the axis across means.</param>
    /// <param name="up">What the axis upwards means.</param>
    public XElement Draw(string id, string title, string description, string across, string up) => Tag.Of(
        "svg.chart",
        Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}")), Attribute("role", "img"), Attribute("aria-labelledby", $"{id}-title {id}-desc"),
        Tag.Of("title", Attribute("id", $"{id}-title"), title),
        Tag.Of("desc", Attribute("id", $"{id}-desc"), description),
        Ticks(left, acrossStep).SelectMany(share => new[]
        {
            Tag.Of("line.grid", At("x1", X(share)), At("y1", TopEdge), At("x2", X(share)), At("y2", BottomEdge)),
            Tag.Of("text", At("x", X(share)), At("y", BottomEdge + 18), Attribute("text-anchor", "middle"), Percent(share)),
        }),
        Ticks(bottom, upStep).SelectMany(share => new[]
        {
            Tag.Of("line.grid", At("x1", LeftEdge), At("y1", Y(share)), At("x2", RightEdge), At("y2", Y(share))),
            Tag.Of("text", At("x", LeftEdge - 8), At("y", Y(share) + 4), Attribute("text-anchor", "end"), Percent(share)),
        }),
        _things,
        Tag.Of("path.axis", Attribute("d", string.Create(CultureInfo.InvariantCulture, $"M{LeftEdge} {TopEdge}V{BottomEdge}H{RightEdge}"))),
        Tag.Of("text", At("x", (LeftEdge + RightEdge) / 2), At("y", Height - 8), Attribute("text-anchor", "middle"), across),
        Tag.Of("text", Attribute("transform", string.Create(CultureInfo.InvariantCulture, $"translate(13 {(TopEdge + BottomEdge) / 2}) rotate(-90)")), Attribute("text-anchor", "middle"), up));

    /// <summary>A coordinate.</summary>
    public static XAttribute At(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");

    // A little more than 1, for what comes of adding up steps.
    private static IEnumerable<double> Ticks(double first, double step)
    {
        for (int i = 0; first + i * step < 1.0001; i++)
        {
            yield return first + i * step;
        }
    }
}
