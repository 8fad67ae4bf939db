using System.Xml.Linq;
using static LseMlNet.Cli.Html.Tag;

namespace LseMlNet.Cli.Html;

/// <summary>What the lines and areas of a chart mean.</summary>
internal static class Legend
{
    public static XElement Of(params (string Shape, string CssClass, string Text)[] entries) => Tag.Of("ul.legend", entries.Select(entry => Tag.Of(
        "li",
        Tag.Of("svg.chart", Attribute("viewBox", "0 0 32 16"), Attribute("aria-hidden", "true"), entry.Shape == "rect"
            ? Tag.Of("rect", Attribute("class", entry.CssClass), Plot.At("width", 32), Plot.At("height", 16))
            : Tag.Of("path", Attribute("class", entry.CssClass), Attribute("d", "M0 8H32"))),
        entry.Text)));
}
