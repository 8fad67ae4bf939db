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

    // The logarithm of a black picture has no softmax, and every evaluated picture is black, so no picture gets an answer.
    [Fact]
    public void Chart_NoAnswers_LeftOut()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["images-idx3-ubyte"], [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 0, 0, 10, 20, 0, 0]);
        File.WriteAllBytes(folder["labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 4, 0, 1, 1, 0]);
        File.WriteAllBytes(folder["m.onnx"], OnnxFile.Model("Log", OnnxFile.Tensor("x", OnnxFile.Float32, "n", 1, 1, 2), OnnxFile.Tensor("y", OnnxFile.Float32, "n", 2)));

        ProgramRun run = Classifier.Run(folder, "report", "--model", "m.onnx", "--size", "2x1", "--data", ".", Classifier.Picture("bag-1.png"));

        Assert.DoesNotContain("Unhandled", run.Error, StringComparison.Ordinal);
        IElement section = Read(folder).QuerySelector("#acceptance")!;
        Assert.Null(section.QuerySelector("svg"));
        Assert.All(section.Rows(), row => Assert.Equal(["0.0000", "–", "0.0000", "–"], row[1..]));
    }

    // The position of a value between the first and the last one, which does not depend on the unit.
    private static double Position(IEnumerable<double> values, int i) =>
        (values.ElementAt(i) - values.First()) / (values.Last() - values.First());
}
