using System.Text;
using AngleSharp.Html.Dom;
using static LseMlNet.Cli.Tests.Support.ReportDocument;

namespace LseMlNet.Cli.Tests.Report;

public sealed class ConfusionSectionTests
{
    [Fact]
    public void Matrix_HeldOutPictures_MatchesReference()
    {
        string[][] rows = Default().QuerySelector("#confusion table")!.Rows();

        Assert.Equal(File.ReadAllLines(Classifier.Labels), rows.Select(row => row[0]));
        for (int label = 0; label < 10; label++)
        {
            IEnumerable<int> expected = Enumerable.Range(0, 10).Select(predicted => Reference.Confused(label, predicted));
            Assert.Equal(expected, rows[label][1..11].Select(int.Parse));
        }
    }

    [Fact]
    public void Matrix_OwnModelWithoutNames_NumbersItsClasses()
    {
        using var folder = new TemporaryFolder();
        // The model of the example has the names of its classes in its metadata. Under another key, they are not found.
        string model = Encoding.Latin1.GetString(File.ReadAllBytes(Classifier.Model));
        File.WriteAllBytes(folder["mine.onnx"], Encoding.Latin1.GetBytes(model.Replace("class_names", "other_names", StringComparison.Ordinal)));

        IHtmlDocument page = Make(folder, "--model", "mine.onnx", "--data", Repository.FashionHeldOut);

        Assert.Equal("class 3", page.QuerySelector("#confusion table")!.Rows()[3][0]);
    }
}
