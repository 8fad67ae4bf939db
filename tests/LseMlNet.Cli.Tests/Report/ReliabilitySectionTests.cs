using System.Globalization;
using AngleSharp.Dom;
using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class ReliabilitySectionTests
{
    private const int Bins = 15;

    [Theory]
    [InlineData(0, "before")]
    [InlineData(1, "after")]
    public void Table_HeldOutPictures_MatchesReference(int figure, string when)
    {
        string[][] rows = Figure(figure).Rows();

        var bins = ReferenceBins(when);
        Assert.Equal(bins.Length, rows.Length);
        foreach (((int index, int count, double accuracy, double confidence), string[] row) in bins.Zip(rows, (bin, row) => (bin, row)))
        {
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{(double)index / Bins:F3}–{(index + 1.0) / Bins:F3}"), row[0]);
            AssertShown([count, accuracy, confidence], Numbers(row[1..]));
        }
    }

    [Theory]
    [InlineData(0, "before")]
    [InlineData(1, "after")]
    public void Chart_HeldOutPictures_BarsAndMarksMatchReference(int figure, string when)
    {
        IElement chart = Figure(figure).QuerySelector("svg[role=img]")!;
        IElement[] bars = [.. chart.QuerySelectorAll("rect.bar")], marks = [.. chart.QuerySelectorAll("line.mark")];

        // The path of the axes starts at their upper end and turns at their corner.
        string[] axes = chart.QuerySelector("path.axis")!.GetAttribute("d")!.Split(' ', 'V', 'H');
        (double top, double bottom) = (Numbers(axes[1])[0], Numbers(axes[2])[0]);
        var bins = ReferenceBins(when);
        Assert.Equal((bins.Length, bins.Length), (bars.Length, marks.Length));
        Assert.All(bins.Zip(bars), pair => Assert.Equal(pair.First.Accuracy * (bottom - top), pair.Second.Number("height"), 0.02));
        Assert.All(bins.Zip(marks), pair => Assert.Equal(bottom - pair.First.Confidence * (bottom - top), pair.Second.Number("y1"), 0.02));
    }

    private static IElement Figure(int index) => Default().QuerySelectorAll("#reliability figure")[index];

    private static (int Index, int Count, double Accuracy, double Confidence)[] ReferenceBins(string when) =>
        [.. Reference.Bins(when == "before" ? 1 : Reference.Temperature(), Bins)];
}
