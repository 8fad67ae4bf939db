using System.Globalization;
using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Report;

/// <summary>What is taken for what: a matrix or, where there are too many classes for one, the most frequent mistakes.</summary>
internal static class ConfusionSection
{
    private const int MostClasses = 25;
    private const int MistakesShown = 20;

    public static XElement Of(ConfusionMatrix matrix) => Section("confusion", "Confusion matrix", matrix.ClassNames.Count <= MostClasses ? Matrix(matrix) : Mistakes(matrix));

    private static object[] Matrix(ConfusionMatrix matrix)
    {
        int[] classes = [.. Enumerable.Range(0, matrix.ClassNames.Count)];
        const string Caption = "Rows are what the pictures are, columns what they are taken for; the stronger its colour, the larger a cell's share of the row.";
        return
        [
            DataTable.Scrolling("Confusion matrix", Tag.Of(
                "table.data.matrix",
                Tag.Of("caption", Caption),
                Tag.Of("thead", Tag.Of("tr", Tag.Of("th", Attribute("scope", "col"), "Is, taken for"), matrix.ClassNames.Select(name => Tag.Of("th", Attribute("scope", "col"), name)),
                    Tag.Of("th", Attribute("scope", "col"), "Right"))),
                Tag.Of("tbody", classes.Select(label => Row(matrix, label, classes))))),
        ];
    }

    private static XElement Row(ConfusionMatrix matrix, int label, int[] classes)
    {
        double total = classes.Sum(takenFor => matrix[label, takenFor]);
        return Tag.Of(
            "tr",
            Tag.Of("th", Attribute("scope", "row"), matrix.ClassNames[label]),
            classes.Select(takenFor => Tag.Of(
                "td" + Heat(matrix[label, takenFor] / total) + (label == takenFor ? ".right" : ""), matrix[label, takenFor].ToString(CultureInfo.InvariantCulture))),
            Tag.Of("td", total > 0 ? Numbers.Percent((float)(matrix[label, label] / total)) : "–"));
    }

    private static string Heat(double share) => share switch
    {
        >= 0.5 => ".heat-4",
        >= 0.1 => ".heat-3",
        >= 0.03 => ".heat-2",
        > 0 => ".heat-1",
        _ => ".none",
    };

    private static object[] Mistakes(ConfusionMatrix matrix) =>
    [
        Tag.Of("p", $"A matrix of {matrix.ClassNames.Count} classes would not fit; these are the {MistakesShown} most frequent mistakes at most."),
        DataTable.Of("Most frequent mistakes", ["Is", "Taken for", "Pictures"],
            matrix.MostFrequent(MistakesShown).Select(mistake => (IReadOnlyList<string>)[mistake.Label, mistake.TakenFor, Numbers.Count(mistake.Count)])),
    ];
}
