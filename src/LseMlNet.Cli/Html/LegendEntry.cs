namespace LseMlNet.Cli.Html;

/// <summary>An entry of a chart's legend.</summary>
/// <param name="CssClass">The CSS class of the lines or areas that the entry explains.</param>
/// <param name="Text">What they mean.</param>
/// <param name="IsArea">Whether the entry explains areas instead of lines.</param>
public sealed record LegendEntry(string CssClass, string Text, bool IsArea = false);
