namespace LseMlNet;

/// <summary>
/// Options of <see cref="Microsoft.ML.LogSoftmaxCatalog.LogSoftmax(Microsoft.ML.TransformsCatalog, LogSoftmaxOptions)"/>.
/// </summary>
public sealed class LogSoftmaxOptions : ClassAxisOptions;
