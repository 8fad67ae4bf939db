namespace LseMlNet;

/// <summary>Options of <see cref="Microsoft.ML.LogSumExpCatalog.LogSumExp(Microsoft.ML.TransformsCatalog, LogSumExpOptions)"/>.</summary>
public sealed class LogSumExpOptions : ClassAxisOptions;
