using System.Globalization;
using System.Xml.Linq;

namespace LseMlNet.Cli.Report;

/// <summary>The reliability diagram: for pictures of similar confidence, how many are right as a bar, and how sure the model is as a mark.</summary>
internal static class ReliabilityChart
{
    public static object[] Draw(string id, string when, LogitsMetrics metrics)
    {
        var plot = new Plot(left: 0, acrossStep: 0.2, bottom: 0, upStep: 0.2);
        ReliabilityBin[] bins = [.. metrics.ReliabilityBins.Where(bin => bin.RowCount > 0)];
        foreach (ReliabilityBin bin in bins)
        {
            plot.Add(Bar(plot, bin));
        }

        plot.Line("ideal", 0, 0, 1, 1);
        foreach (ReliabilityBin bin in bins)
        {
            plot.Line("mark", bin.LowerBound, bin.Confidence, bin.UpperBound, bin.Confidence);
        }

        string description = string.Join(' ', bins.Select(Sentence));
        return
        [
            plot.Draw(id, $"Reliability diagram {when} temperature scaling", description, "how sure the model is", "how many are right"),
            Legend.Of(("rect", "bar", "right"), ("line", "mark", "sure"), ("line", "ideal", "a probability that means what it says")),
        ];
    }

    private static XElement Bar(Plot plot, ReliabilityBin bin)
    {
        // A gap between the bars.
        double left = plot.X(bin.LowerBound) + 1, right = plot.X(bin.UpperBound) - 1, top = plot.Y(bin.Accuracy);
        return Tag.Of(
            "rect.bar", Plot.At("x", left), Plot.At("y", top), Plot.At("width", right - left), Plot.At("height", plot.Y(0) - top), Tag.Of("title", Sentence(bin)));
    }

    private static string Sentence(ReliabilityBin bin) => string.Create(CultureInfo.InvariantCulture,
        $"Confidence {ReliabilityBars.Range(bin)}: {Numbers.Count(bin.RowCount)} pictures, {Plot.Percent(bin.Accuracy)} right, {Plot.Percent(bin.Confidence)} sure.");
}
