using System.Xml.Linq;

namespace LseMlNet.Cli.Html;

/// <summary>
/// Elements of a page. Text is encoded by the library that writes them; content that is null is left out, as are attributes.
/// </summary>
internal static class Tag
{
    /// <param name="name">The element's name and, behind points, its classes: "p.quiet".</param>
    /// <param name="content">Attributes, elements and text. An element that may be empty needs an empty text, or a browser takes it for open.</param>
    public static XElement Of(string name, params object?[] content)
    {
        string[] parts = name.Split('.');
        var element = new XElement(parts[0]);
        if (parts.Length > 1)
        {
            element.Add(new XAttribute("class", string.Join(' ', parts[1..])));
        }

        element.Add(content);
        return element;
    }

    public static XAttribute Attribute(string name, object value) => new(name, value);

    /// <summary>A section with a heading that it is called by.</summary>
    public static XElement Section(string id, string heading, params object?[] content) => Of(
        "section", Attribute("id", id), Attribute("aria-labelledby", $"{id}-heading"), Of("h2", Attribute("id", $"{id}-heading"), heading), content);
}
