using System.Globalization;
using System.Security.Cryptography;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LseMlNet.Cli.Tests.Evaluate;

namespace LseMlNet.Cli.Tests.Report;

/// <summary>Each section against ONNX Runtime alone and the formulas in double.</summary>
public sealed class ReportEvaluationTests : IDisposable
{
    private const double Shown = 0.6e-4;
    private const int Bins = 15;

    private readonly TemporaryFolder _folder = new();
    private readonly HeldOutReference _reference = HeldOutReference.Compute();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Metrics_AreThoseOfTheReference()
    {
        Dictionary<string, double[]> rows = ReportPage.Make(_folder).QuerySelector("#metrics table")!.Rows().ToDictionary(row => row[0], row => Numbers(row[1..]));

        double temperature = _reference.Temperature();
        Same([_reference.LogLoss(1), _reference.LogLoss(temperature)], rows["log-loss (nats)"]);
        Same([_reference.BrierScore(1), _reference.BrierScore(temperature)], rows["Brier score"]);
        Same([_reference.CalibrationErrors(1, Bins).Expected, _reference.CalibrationErrors(temperature, Bins).Expected], rows["expected calibration error"]);
        Same([_reference.TopKAccuracy(1), _reference.TopKAccuracy(1)], rows["accuracy"]);
    }

    [Theory]
    [InlineData(0, "before")]
    [InlineData(1, "after")]
    public void Reliability_TableAndDrawing_AreThoseOfTheReference(int figure, string when)
    {
        IElement element = ReportPage.Make(_folder).QuerySelectorAll("#reliability figure")[figure];

        var bins = _reference.Bins(when == "before" ? 1 : _reference.Temperature(), Bins).ToArray();
        foreach (((int index, int count, double accuracy, double confidence), string[] row) in bins.Zip(element.Rows(), (bin, row) => (bin, row)))
        {
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{(double)index / Bins:F3}–{(index + 1.0) / Bins:F3}"), row[0]);
            Same([count, accuracy, confidence], Numbers(row[1..]));
        }
        // The heights of bars and marks: the axis upwards is as high as the drawing's path says.
        IElement drawing = element.QuerySelector("svg[role=img]")!;
        (double top, double bottom) = Axis(drawing);
        Assert.Equal(bins.Length, element.Rows().Length);
        Assert.All(bins.Zip(drawing.QuerySelectorAll("rect.bar")), pair => Assert.Equal(pair.First.Accuracy * (bottom - top), Number(pair.Second, "height"), 0.02));
        Assert.All(bins.Zip(drawing.QuerySelectorAll("line.mark")), pair => Assert.Equal(bottom - pair.First.Confidence * (bottom - top), Number(pair.Second, "y1"), 0.02));
    }

    [Fact]
    public void Acceptance_TableAndCurve_AreThoseOfTheReference()
    {
        IElement section = ReportPage.Make(_folder).QuerySelector("#acceptance")!;

        double temperature = _reference.Temperature();
        double[][] rows = [.. section.Rows().Select(Numbers)];
        foreach (double[] row in rows)
        {
            (double coverage, double accuracy) = _reference.Accepted(1, row[0]);
            (double coverageAfter, double accuracyAfter) = _reference.Accepted(temperature, row[0]);
            Same([coverage, accuracy, coverageAfter, accuracyAfter], row[1..]);
        }
        // Across and upwards, a point of the curve is where its figures are, by the distances of the first from the last one.
        IElement[] points = [.. section.QuerySelectorAll("circle.after")];
        Assert.Equal(rows.Length, points.Length);
        double Share(int i, string attribute, int column)
        {
            double drawn = (Number(points[i], attribute) - Number(points[0], attribute)) / (Number(points[^1], attribute) - Number(points[0], attribute));
            return drawn - (rows[i][column] - rows[0][column]) / (rows[^1][column] - rows[0][column]);
        }
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.Equal((0, 0), (Math.Round(Share(i, "cx", 3), 2), Math.Round(Share(i, "cy", 4), 2))));
    }

    [Fact]
    public void ConfusionMatrix_IsThatOfTheReference()
    {
        string[][] rows = ReportPage.Make(_folder).QuerySelector("#confusion table")!.Rows();

        Assert.Equal(File.ReadAllLines(Classifier.Labels), rows.Select(row => row[0]));
        for (int label = 0; label < 10; label++)
        {
            Assert.Equal(Enumerable.Range(0, 10).Select(takenFor => _reference.Confused(label, takenFor)), rows[label][1..11].Select(int.Parse));
        }
    }

    [Fact]
    public void OwnModel_WithoutData_LeavesTheSectionsOutAndSaysSo()
    {
        File.Copy(Classifier.Model, _folder["mine.onnx"]);

        IHtmlDocument page = ReportPage.Make(_folder, "--model", "mine.onnx");

        Assert.Equal(["answered", "evaluation"], page.QuerySelectorAll("main section").Select(section => section.Id));
        Assert.EndsWith("are left out: no held-out pictures were given for this model (--data).", page.QuerySelector("#evaluation p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnModel_WithData_IsEvaluated()
    {
        File.Copy(Classifier.Model, _folder["mine.onnx"]);

        IHtmlDocument page = ReportPage.Make(_folder, "--model", "mine.onnx", "--data", Repository.FashionHeldOut);

        Assert.Equal("class 3", page.QuerySelector("#confusion table")!.Rows()[3][0]);
    }

    [Fact]
    public void Data_CannotBeUsed_IsSaidInTheReportOfThePictures()
    {
        ProgramRun run = Classifier.Run(_folder, "report", "--data", "nowhere", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, "error: there is no data folder 'nowhere'\n"), (run.ExitCode, run.Error));
        IHtmlDocument page = ReportPage.Read(_folder);
        Assert.Single(page.QuerySelectorAll("li.picture"));
        Assert.EndsWith("are left out: there is no data folder 'nowhere'", page.QuerySelector("#evaluation p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Foot_SaysWhatItWasMadeWith()
    {
        IHtmlDocument page = ReportPage.Make(_folder, "--top", "2", "--minimum-probability", "0.5", Classifier.Picture("bag-1.png"));

        Dictionary<string, string> foot = page.QuerySelectorAll("footer dt").ToDictionary(term => term.TextContent, term => term.NextElementSibling!.TextContent.Trim());
        Assert.Equal("fashion.onnx", foot["Model"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Classifier.Model))), foot["SHA-256"]);
        Assert.Equal($"ImageClassifier report --top 2 --minimum-probability 0.5 {Classifier.Picture("bag-1.png")}", foot["Command"]);
        Assert.Equal("HeldOut, which comes with the program: 5000 pictures of 28x28", foot["Held-out data"]);
        Assert.StartsWith($"{Environment.Version} on ", foot[".NET"], StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["LseMlNet"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["ML.NET"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", foot["ONNX Runtime"]);
    }

    private static (double Top, double Bottom) Axis(IElement drawing)
    {
        string[] parts = drawing.QuerySelector("path.axis")!.GetAttribute("d")!.Split(' ', 'V', 'H');
        return (double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    private static double Number(IElement element, string attribute) => double.Parse(element.GetAttribute(attribute)!, CultureInfo.InvariantCulture);

    private static double[] Numbers(string[] texts) => [.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    private static void Same(double[] expected, double[] shown)
    {
        Assert.Equal(expected.Length, shown.Length);
        Assert.All(expected.Zip(shown), pair => Assert.Equal(pair.First, pair.Second, Shown));
    }
}
