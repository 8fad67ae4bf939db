namespace LseMlNet;

/// <summary>
/// Options of <see cref="Microsoft.ML.LogSigmoidCatalog.LogSigmoid(Microsoft.ML.TransformsCatalog, LogSigmoidOptions)"/>.
/// </summary>
public sealed class LogSigmoidOptions : LogitsOptions;
