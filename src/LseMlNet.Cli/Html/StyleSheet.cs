namespace LseMlNet.Cli.Html;

/// <summary>The style sheet that the report and the served page share: style.css, an embedded resource.</summary>
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
