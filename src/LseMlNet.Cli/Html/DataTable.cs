using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Html;

/// <summary>A table of figures, whose rows and columns have names.</summary>
internal static class DataTable
{
    public static XElement Of(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => Scrolling(caption, Tag.Of(
        "table.data",
        Tag.Of("caption", caption),
        Tag.Of("thead", Tag.Of("tr", columns.Select((column, i) => Tag.Of(i == 0 ? "th" : "th.number", Attribute("scope", "col"), column)))),
        Tag.Of("tbody", rows.Select(row => Tag.Of("tr", Tag.Of("th", Attribute("scope", "row"), row[0]), row.Skip(1).Select(text => Tag.Of("td.number", text)))))));

    /// <summary>Lets a wide table scroll by itself, by the keyboard too.</summary>
    public static XElement Scrolling(string label, XElement table) =>
        Tag.Of("div.scroll", Attribute("role", "region"), Attribute("aria-label", label), Attribute("tabindex", "0"), table);
}
