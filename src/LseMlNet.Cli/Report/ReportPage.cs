using System.Globalization;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>The report: one file with all that it shows.</summary>
internal static class ReportPage
{
    private const string Title = "What the pictures show";

    public static void Write(TextWriter output, ReportData data)
    {
        List<XElement> sections = [.. PictureSections.Of(data), .. EvaluationSections.Of(data)];
        HtmlPage.Write(output, Title, Tag.Of(
            "body",
            Tag.Of("a.skip", Attribute("href", $"#{sections[0].Attribute("id")!.Value}"), "Skip to the content"),
            Tag.Of("header.page", Tag.Of("h1", Title), Lead(data), Notes(data), KeyFigures(data), Navigation(sections)),
            Tag.Of("main", sections),
            Foot(data)));
    }

    private static XElement Lead(ReportData data) => Tag.Of(
        "p.quiet",
        "Each picture with its likeliest classes, how probable they are, and how sure the model is: entropy is 0 where it is sure and grows with doubt, " +
        "margin is how far the first class is ahead of the second; both are in nats.",
        data.MinimumProbability > 0 ? $" Answers with a probability below {data.MinimumProbability.ToString(CultureInfo.InvariantCulture)} are refused." : null);

    private static IEnumerable<XElement> Notes(ReportData data) => data.Stopped.Select(note => Tag.Of("p.note", $"Not complete: {note}."));

    private static XElement KeyFigures(ReportData data)
    {
        List<(string Name, string Value)> figures =
        [
            ("Pictures", Numbers.Count(data.Outcomes.Count)),
            ("Answered", Numbers.Count(data.Answered.Count())),
            ("Refused", Numbers.Count(data.Refused.Count())),
            ("Not usable", Numbers.Count(data.Unusable.Count())),
        ];
        if (data.Evaluation is { } evaluation)
        {
            figures.Add(("Held-out accuracy", Numbers.Metric(evaluation.HeldOut.Before.MicroAccuracy)));
            figures.Add(("Calibration error", Numbers.Metric(evaluation.HeldOut.Before.ExpectedCalibrationError)));
        }
        return Tag.Of("dl.figures", figures.Select(figure => Tag.Of("div", Tag.Of("dt", figure.Name), Tag.Of("dd", figure.Value))));
    }

    private static XElement Navigation(IEnumerable<XElement> sections) => Tag.Of(
        "nav", Attribute("aria-label", "Sections"), Tag.Of("ul", sections.Select(section =>
            Tag.Of("li", Tag.Of("a", Attribute("href", $"#{section.Attribute("id")!.Value}"), section.Element("h2")!.Value)))));

    private static XElement Foot(ReportData data) => Tag.Of(
        "footer.page",
        Tag.Of("h2", "How this was made"),
        Tag.Of("dl", data.Provenance.SelectMany(entry => new[] { Tag.Of("dt", entry.Name), Tag.Of("dd", Tag.Of("code", entry.Text)) })));
}
