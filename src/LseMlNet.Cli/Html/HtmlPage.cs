using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace LseMlNet.Cli.Html;

/// <summary>A page in one file: it asks for nothing else, and needs no script to be read.</summary>
internal static class HtmlPage
{
    // Names of files may hold characters that XML would not have; a browser is not so strict.
    private static readonly XmlWriterSettings Settings = new()
    {
        OmitXmlDeclaration = true,
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        CheckCharacters = false,
    };

    public static void Write(TextWriter output, string title, XElement body)
    {
        output.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>
            {StyleSheet.Text}</style>
            </head>

            """);
        using (var writer = XmlWriter.Create(output, Settings))
        {
            body.WriteTo(writer);
        }

        output.Write("\n</html>\n");
    }
}
