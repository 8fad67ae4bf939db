using AngleSharp.Dom;
using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class AcceptanceSectionTests
{
    private readonly IElement _section = Default().QuerySelector("#acceptance")!;

    [Fact]
    public void Table_HeldOutPictures_MatchesReference()
    {
        double temperature = Reference.Temperature();

        Assert.All(_section.Rows().Select(row => Numbers(row)), row =>
        {
            (double coverage, double accuracy) = Reference.Accepted(1, row[0]);
            (double coverageAfter, double accuracyAfter) = Reference.Accepted(temperature, row[0]);
            AssertShown([coverage, accuracy, coverageAfter, accuracyAfter], row[1..]);
        });
    }

    [Fact]
    public void Chart_HeldOutPictures_PointsMatchTable()
    {
        double[][] rows = [.. _section.Rows().Select(row => Numbers(row))];

        IElement[] points = [.. _section.QuerySelectorAll("circle.after")];
        Assert.Equal(rows.Length, points.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Position(rows.Select(row => row[3]), i), Position(points.Select(point => point.Number("cx")), i), 0.005);
            Assert.Equal(Position(rows.Select(row => row[4]), i), Position(points.Select(point => point.Number("cy")), i), 0.005);
        }
    }

    // Where a value lies between the first and the last one, which is independent of the unit.
    private static double Position(IEnumerable<double> values, int i) =>
        (values.ElementAt(i) - values.First()) / (values.Last() - values.First());
}
