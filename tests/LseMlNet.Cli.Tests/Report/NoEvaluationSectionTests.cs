using AngleSharp.Html.Dom;

namespace LseMlNet.Cli.Tests.Report;

public sealed class NoEvaluationSectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OwnModel_NoData_SaysWhatIsLeftOut()
    {
        File.Copy(Classifier.Model, _folder["mine.onnx"]);

        IHtmlDocument page = ReportDocument.Make(_folder, "--model", "mine.onnx");

        Assert.Equal(["answered", "evaluation"], page.QuerySelectorAll("main section").Select(section => section.Id));
        AssertLeftOut(page, "no held-out pictures were given for this model (--data).");
    }

    [Fact]
    public void Data_MissingFolder_PicturesAreReportedAllTheSame()
    {
        ProgramRun run = Classifier.Run(_folder, "report", "--data", "nowhere", Classifier.Picture("bag-1.png"));

        Assert.Equal((1, "error: there is no data folder 'nowhere'\n"), (run.ExitCode, run.Error));
        IHtmlDocument page = ReportDocument.Read(_folder);
        Assert.Single(page.QuerySelectorAll("li.picture"));
        AssertLeftOut(page, "there is no data folder 'nowhere'");
    }

    private static void AssertLeftOut(IHtmlDocument page, string reason) =>
        Assert.EndsWith($"are left out: {reason}", page.QuerySelector("#evaluation p")!.TextContent, StringComparison.Ordinal);
}
