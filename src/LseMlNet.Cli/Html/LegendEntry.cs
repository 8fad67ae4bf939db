namespace LseMlNet.Cli.Html;

/// <summary>An entry of a chart's legend.</summary>
/// <param name="CssClass">The class of the lines or areas that it explains.</param>
/// <param name="Text">What they mean.</param>
/// <param name="IsArea">Whether it explains areas, not lines.</param>
public sealed record LegendEntry(string CssClass, string Text, bool IsArea = false);
