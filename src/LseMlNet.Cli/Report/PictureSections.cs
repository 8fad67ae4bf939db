using System.Globalization;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>The pictures: those with an answer, those without, and what could not be used.</summary>
internal static class PictureSections
{
    public static IEnumerable<XElement> Of(ReportData data)
    {
        var embedded = new EmbeddedPicture();
        string minimum = data.MinimumProbability.ToString(CultureInfo.InvariantCulture);
        yield return Section("answered", "Answered", data.Answered.Any()
            ? Tag.Of("ul.pictures", data.Answered.Select(pair => Card(embedded, pair.Picture, pair.Classification, isJudged: data.MinimumProbability > 0)))
            : Tag.Of("p", "There is no picture with an answer."));
        if (data.Refused.Any())
        {
            yield return Section("refused", "Refused",
                Tag.Of("p", $"No class of these reaches the minimum probability of {minimum}. What the model leans to is shown, and is no answer."),
                Tag.Of("ul.pictures", data.Refused.Select(pair => Card(embedded, pair.Picture, pair.Classification, isJudged: true))));
        }
        if (data.Unusable.Any())
        {
            yield return Section("unusable", "Not usable", Tag.Of("ul", data.Unusable.Select(outcome => Tag.Of("li", outcome.Error))));
        }
    }

    // Where no answer could have been refused, that one was accepted says nothing.
    private static XElement Card(EmbeddedPicture embedded, Picture picture, Classification classification, bool isJudged)
    {
        string state = classification.IsAccepted ? "accepted" : "refused";
        return Tag.Of(
            $"li.picture.{state}",
            Tag.Of("h3", classification.IsAccepted ? classification.Label : "No answer", isJudged ? Tag.Of($"span.tag.{state}", state) : null),
            Tag.Of("p.file", picture.Name),
            embedded.Of(picture),
            Bars(classification),
            Tag.Of("dl", Term("Entropy", classification.Entropy.ToString("F3", CultureInfo.InvariantCulture)), Term("Margin", classification.Margin.ToString("F2", CultureInfo.InvariantCulture))));
    }

    private static XElement Bars(Classification classification) => Tag.Of(
        "table.bars",
        Tag.Of("caption.hidden", $"Likeliest classes of {classification.Picture}"),
        Tag.Of("thead.hidden", Tag.Of("tr", HeaderCell("Class"), Tag.Of("td", ""), HeaderCell("Probability"))),
        Tag.Of("tbody", classification.Top.Select(score => Tag.Of(
            "tr",
            Tag.Of("th", Attribute("scope", "row"), score.Label),
            Tag.Of("td", Attribute("aria-hidden", "true"), Tag.Of("span.track", Tag.Of("span.fill", Attribute("style", Width(score.Probability)), ""))),
            Tag.Of("td.number", Numbers.Percent(score.Probability))))));

    private static XElement HeaderCell(string text) => Tag.Of("th", Attribute("scope", "col"), text);

    private static XElement Term(string name, string value) => Tag.Of("div", Tag.Of("dt", name), Tag.Of("dd", value));

    private static string Width(float share) => string.Create(CultureInfo.InvariantCulture, $"width:{100 * share:F2}%");
}
