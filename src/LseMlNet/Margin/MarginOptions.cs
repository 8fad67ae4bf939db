namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.MarginCatalog.Margin(Microsoft.ML.TransformsCatalog, MarginOptions)"/>.</summary>
public sealed class MarginOptions : ClassAxisOptions;
