using System.Globalization;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>The accept/refuse curve: what is answered across, what of it is right upwards, with the minimum probability at each point.</summary>
internal static class AcceptanceChart
{
    public static object[] Draw(IReadOnlyList<AcceptancePoint> before, IReadOnlyList<AcceptancePoint> after)
    {
        AcceptancePoint[] shownBefore = [.. before.Where(point => point.Accuracy is not null)], shownAfter = [.. after.Where(point => point.Accuracy is not null)];
        AcceptancePoint[] all = [.. shownBefore, .. shownAfter];
        // What there is to see is often near 1.
        double leastAccuracy = all.Min(point => point.Accuracy!.Value);
        double upStep = leastAccuracy > 0.88 ? 0.02 : 0.1;
        var plot = new Plot(left: RoundDown(all.Min(point => point.Coverage), 0.1), acrossStep: 0.1, bottom: RoundDown(leastAccuracy, upStep), upStep);

        Curve(plot, "before", shownBefore);
        Curve(plot, "after", shownAfter);
        foreach (AcceptancePoint point in shownAfter)
        {
            plot.Label(Minimum(point), point.Coverage, point.Accuracy!.Value, right: -6, down: 16, anchor: "end");
        }

        return
        [
            plot.Draw("acceptance-curve", "Accept/refuse curve before and after temperature scaling", $"{Sentences("Before", before)} {Sentences("After", after)}", "pictures answered", "answers that are right"),
            Legend.Of(("line", "line before", "before temperature scaling"), ("line", "line", "after, with the minimum probability at each point")),
        ];
    }

    private static void Curve(Plot plot, string when, AcceptancePoint[] points)
    {
        string path = string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{plot.X(point.Coverage):0.##} {plot.Y(point.Accuracy!.Value):0.##}")));
        plot.Add(Tag.Of($"path.line.{when}", Attribute("d", $"M{path}")));
        foreach (AcceptancePoint point in points)
        {
            plot.Add(Tag.Of($"circle.point.{when}", Plot.At("cx", plot.X(point.Coverage)), Plot.At("cy", plot.Y(point.Accuracy!.Value)), Plot.At("r", 4), Tag.Of("title", Sentence(point))));
        }
    }

    private static string Sentences(string when, IEnumerable<AcceptancePoint> points) => $"{when}: {string.Join(' ', points.Select(Sentence))}";

    private static string Sentence(AcceptancePoint point) =>
        $"Minimum {Minimum(point)}: {Plot.Percent(point.Coverage)} answered, {(point.Accuracy is { } accuracy ? $"{Plot.Percent(accuracy)} of it right" : "nothing to be right")}.";

    private static string Minimum(AcceptancePoint point) => point.MinimumProbability.ToString("0.##", CultureInfo.InvariantCulture);

    // Never all the way up to 1, where there would be nothing to draw on.
    private static double RoundDown(double share, double step) => Math.Max(0, Math.Min(Math.Floor(share / step) * step, 1 - step));
}
