namespace LseMlNet.Cli.Html;

/// <summary>The look that the report and the served page share: style.css, to be written into a page itself.</summary>
internal static class StyleSheet
{
    public static string Text { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("style.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
